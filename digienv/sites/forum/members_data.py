"""The members of Hedgerow, a forum of gardeners."""

from __future__ import annotations

__all__ = ["ADMINISTRATOR", "ADVERTISERS", "MEMBERS", "MODERATORS"]

ADMINISTRATOR = ("agnes_orchard", "Agnes", "Whitlow", "Ludlow", "I look after an old orchard and after this forum")

MODERATORS: tuple[tuple[str, str, str, str, str], ...] = (
    ("barnaby_spade", "Barnaby", "Croft", "Hexham", "I have had the same allotment since I left school"),
    (
        "constance_fern",
        "Constance",
        "Vale",
        "Totnes",
        "my garden is shady and full of ferns, and I would not change it",
    ),
)
"""Username, first name, last name, town, and what they say of themselves."""

MEMBERS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "hazel_thicket",
        "Hazel",
        "Marlowe",
        "Stroud",
        "I have a long, narrow garden with a hazel hedge and two greenhouses",
    ),
    ("muddy_ron", "Ron", "Ackerley", "Whitby", "I took over half an allotment in spring and it is mostly couch grass"),
    ("ivy_on_the_wall", "Ivy", "Tanner", "Kendal", "there is a walled yard behind the house where I grow pears"),
    (
        "poppy_fields",
        "Poppy",
        "Ashdown",
        "Lewes",
        "half of our lawn has become a meadow, and the neighbours have got used to it",
    ),
    ("old_rake", "Walter", "Pym", "Ely", "I garden on black fen soil, where everything grows, weeds first of all"),
    ("basil_and_thyme", "Basil", "Fennimore", "Bristol", "I grow herbs on a balcony on the fourth floor"),
    ("marrow_maud", "Maud", "Eddington", "Thirsk", "I grow marrows for the show and eat what the judges leave"),
    ("tuppence", "Tess", "Underhill", "Oban", "it rains a great deal here, so ask me about slugs"),
    ("clay_dave", "Dave", "Horrocks", "Bury", "my soil is yellow clay that cracks in summer and floods in winter"),
    ("snowdrop_nell", "Nell", "Farrow", "Moffat", "I collect snowdrops and have promised my family to stop"),
    ("the_lazy_gardener", "Jonah", "Pitt", "Ipswich", "I try to do as little as possible and get away with it"),
    ("greenhouse_gus", "Gus", "Lindqvist", "Perth", "I built my greenhouse from old windows"),
    ("bramble_bee", "Bea", "Holloway", "Hay-on-Wye", "I keep two hives behind the brambles"),
    (
        "quince_ann",
        "Ann",
        "Delaney",
        "Ledbury",
        "we planted twelve fruit trees and forgot to write down which is which",
    ),
    ("rosemary_hill", "Rosemary", "Hill", "Whitstable", "I have a gravel garden by the sea"),
    ("digger_dan", "Dan", "Okafor", "Leeds", "I grow vegetables for a family of seven"),
    ("willow_wren", "Winnie", "Sparrow", "Diss", "my garden is for the birds, and I only live in it"),
    ("first_frost", "Frost", "Hendry", "Aviemore", "our last frost is in June and the first in September"),
    ("parsnip_pete", "Pete", "Garside", "Ormskirk", "roots are what I grow best and what the carrot fly likes best"),
    ("dahlia_dora", "Dora", "Kingsley", "Tewkesbury", "I have ninety dahlias and nowhere to keep them in winter"),
    ("compost_colin", "Colin", "Mudd", "Swindon", "I turn four heaps every second Sunday"),
    ("salad_days", "Sally", "Dayes", "Reading", "I want salad on the table in every month of the year"),
    ("leaf_mould", "Leif", "Mould", "Buxton", "we live at the edge of a beech wood and I rake for weeks"),
    ("scarecrow", "Simon", "Crowe", "Wells", "the pigeons here are the fattest in the county"),
    ("bean_counter", "Beatrice", "Counter", "Derby", "I write down the weight of everything that I pick"),
    ("pond_life", "Pansy", "Rivers", "Norwich", "I dug a pond three years ago and have stared into it since"),
    ("gooseberry_fool", "Fergus", "Lamb", "Crieff", "soft fruit is all I have room for"),
    ("moss_and_stone", "Moses", "Stone", "Matlock", "I have given up on the lawn and now call it a moss garden"),
    ("three_sisters", "Corinna", "Bell", "Newbury", "I share a plot with my two sisters, and we agree on nothing"),
    (
        "night_scented",
        "Nadia",
        "Scent",
        "Southwold",
        "I only see my garden after work, so it has to smell good in the dark",
    ),
    ("hoe_hum", "Humphrey", "Lowe", "Redruth", "we never have frost, but we do have wind"),
    ("tulip_fever", "Tilda", "Vroom", "Spalding", "I plant too many tulips each autumn and regret nothing in spring"),
    ("shed_head", "Shaun", "Hedley", "Barnsley", "I have three sheds and am thinking of a fourth"),
    ("lettuce_pray", "Prudence", "Abbott", "Durham", "I look after the vegetable beds of a parish garden"),
    ("windfall", "Wendy", "Fallow", "Evesham", "I make juice from apples that nobody else wants"),
    ("sunny_side", "Sunita", "Rao", "Leicester", "I am trying to grow what my grandmother grew, in a colder place"),
    ("wormery_will", "Will", "Moray", "Exeter", "my worms live in the kitchen and my wife is very patient"),
    ("sweet_pea", "Petra", "Sweeting", "Hitchin", "sweet peas first, and then we shall see"),
    ("nettle_soup", "Nettie", "Sope", "Machynlleth", "I eat what other people weed out"),
    ("topiary_tim", "Tim", "Boxall", "Bath", "I have spent nine years on a peacock made of yew"),
    ("radish_red", "Rada", "Novak", "Hull", "I have a few crates on a roof and a lot of ambition"),
    ("cold_frame_kate", "Kate", "Framley", "Alnwick", "I start everything under glass and run out of glass"),
    ("water_butt", "Bert", "Waters", "Maldon", "it hardly ever rains here, so I catch what I can"),
    ("hedgehog_hilda", "Hilda", "Hogg", "Malvern", "there are gaps in all my fences for those who need them"),
    ("chilli_chap", "Chetan", "Bose", "Croydon", "I grow chillies on every windowsill that we have"),
    ("plum_job", "Philippa", "Plume", "Pershore", "we have one plum tree and it feeds the street"),
    ("rusty_trowel", "Russell", "Towle", "Selby", "I repair old tools and sometimes use them"),
    ("primrose_path", "Primrose", "Ward", "Tavistock", "I garden on a slope and mow sideways"),
    ("barrow_boy", "Barry", "Boyle", "Luton", "I help three elderly neighbours with their gardens"),
    ("petal_power", "Pearl", "Okonkwo", "Cardiff", "I grow flowers for cutting and give most of them away"),
)
"""Username, first name, last name, town, and what they say of themselves."""

ADVERTISERS: tuple[tuple[str, str, str, str, str], ...] = (
    ("miracle_growth", "Max", "Profit", "Nowhere", "I have the answer to all your problems"),
    ("bargain_barrows", "Rex", "Sellers", "Nowhere", "everything must go"),
)
"""Two who joined only to sell; they never introduced themselves."""
