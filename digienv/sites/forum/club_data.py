"""What is said on Hedgerow beside questions and answers: diaries, records, polls, news, letters and complaints."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ADVERTS",
    "DIARIES",
    "FRIENDLY",
    "GREETINGS",
    "LETTERS",
    "NEWS",
    "POLLS",
    "RECORDS",
    "REPORTS",
    "RUDE",
    "Letter",
    "Poll",
    "Record",
]

GREETINGS = (
    "Hello all, I am {first} from {town}. {About}.",
    "Good evening from {town}! {About}.",
    "My name is {first}, I live in {town}, and {about}.",
    "New here, though no longer new to gardening. I am {first}, from {town}, and {about}.",
    "Hello from {town}. {About}. Nice to meet you all.",
)

DIARIES: dict[int, tuple[str, ...]] = {
    1: (
        "Ordered seed, then ordered some more. Nothing else was possible in this wind.",
        "Pruned two apple trees with numb fingers.",
        "Brushed the snow off the netting before it tore.",
        "Washed pots for three hours and listened to the radio.",
        "Counted the snowdrops: eleven, two more than yesterday.",
        "Cleaned out the nest boxes. There was a dormouse in the third, and I closed it again.",
        "Spread leaf mould over the asparagus bed.",
    ),
    2: (
        "Sowed the first broad beans, in pots, with a mousetrap beside them.",
        "Cut the autumn raspberries to the ground.",
        "The potatoes are standing in egg boxes all over the spare room.",
        "Sharpened everything in the shed that has an edge.",
        "Sowed chillies on the boiler. I could not wait.",
        "Turned the heap. It steamed, and so did I.",
        "Hung up fat for the tits and watched it for longer than I should have.",
    ),
    3: (
        "Planted onions, two hundred of them, on my knees.",
        "The first cut of the lawn. It looked better before.",
        "Sowed parsnips, as I do every March, and hoped, as I do every March.",
        "Took down the bubble wrap in the greenhouse. It will freeze tonight for certain.",
        "Moved frogspawn out of a puddle that was drying up.",
        "Weeded the strawberries and found the trowel that I lost in August.",
        "Split the rhubarb and gave three pieces away over the fence.",
    ),
    4: (
        "Earthed up the early potatoes in a hurry, because frost is coming.",
        "Pricked out tomatoes until it got dark.",
        "Put up the bean poles. They are straight, for now.",
        "Sowed carrots, with a fleece over them on the same day this year.",
        "Stood and looked at the plum blossom with a cup of tea.",
        "Pulled out bittercress by the bucket.",
        "Planted out the sweet peas and tied each of them in.",
    ),
    5: (
        "Carried sixty pots out in the morning and sixty pots in at night.",
        "Picked the first asparagus. Four spears, one for each of us.",
        "Hoed between the onions while the sun was hot.",
        "Sowed courgettes: two, I said, and sowed six.",
        "Collected a hundred and four snails by torchlight.",
        "Left the mower in the shed. It is too pretty.",
        "Planted the dahlias back and have already forgotten which is which.",
    ),
    6: (
        "Picked strawberries before the blackbirds were up.",
        "Watered for an hour and a half. Not a drop of rain in sight.",
        "Summer pruned the currants and ate as I went.",
        "Planted leeks into holes and filled the holes with water.",
        "Netted the cherries. The starlings are taking it badly.",
        "Cut the first sweet peas. The kitchen smells of them.",
        "Lifted one potato plant to see. Then we lifted three more for dinner.",
    ),
    7: (
        "Froze seven pounds of raspberries, and two more did not get that far.",
        "Lifted the garlic and hung it up in the shed.",
        "Gave courgettes to everyone who rang the bell.",
        "Tied up tomatoes and pinched out side shoots, green to the elbows.",
        "Sat in the shade. That was all.",
        "Scythed the meadow at six in the morning, when it is wet and cool.",
        "Picked beans, and there were as many again by evening.",
    ),
    8: (
        "Made eleven jars of plum jam.",
        "Cut out blight in three plants and hoped that I was in time.",
        "Sowed winter lettuce in the shade of the beans.",
        "Found a marrow the size of the dog.",
        "Filled the water butts at last. Two hours of real rain.",
        "Took cuttings of everything that I do not want to lose.",
        "Dug the main crop. One fork through the biggest, as always.",
    ),
    9: (
        "Picked pears, wrapped them in paper and put them under the bed.",
        "Took down the bean poles. They were no longer straight.",
        "Strung up the onions and was rather proud of it.",
        "Cleared the tomatoes and made nine pints of green chutney.",
        "Collected seed in envelopes and wrote on them this time.",
        "Pressed apples with the neighbours until we ran out of bottles.",
        "Planted the first crocuses in the grass.",
    ),
    10: (
        "Raked leaves. Tomorrow I will rake them again.",
        "Planted garlic, the fattest cloves, an arm's length from last year's.",
        "Lifted the dahlias after the first black morning.",
        "Dug over the bean trench and filled it with kitchen scraps.",
        "Moved the lemon tree in, with the help of two men and a sack barrow.",
        "Lit the stove in the greenhouse, for the company more than the warmth.",
        "Put netting over the pond before the beech lets go.",
    ),
    11: (
        "Planted tulips until my knees gave up.",
        "Spread two trailers of manure and slept like a stone.",
        "Cleaned the greenhouse glass. It was November inside and out.",
        "Planted twenty bare-rooted hawthorns in the rain.",
        "Tied in the blackberries and bled for it.",
        "Built a new heap from four pallets.",
        "Dug the last carrots. Hardly any fly this year.",
    ),
    12: (
        "Picked sprouts with frost on them.",
        "Nothing but wind. I sorted seed packets by the fire.",
        "Cut holly for the door before the fieldfares had it all.",
        "Walked round with a notebook and wrote down where everything was.",
        "Oiled the spades and hung them up.",
        "Dug a parsnip for Christmas that would not come out of the ground.",
        "Broke the ice on the bird bath twice.",
    ),
}
"""By month what somebody did in the garden that day."""


@dataclass(frozen=True, slots=True)
class Record:
    """A topic in which everybody reports a number.

    Attributes:
        title: of the topic.
        category: its title.
        month: year and month in which it was opened.
        opening: the rules.
        line: a report; ``{number}`` is the number, ``{note}`` a remark.
        low: the least number, in tenths.
        high: the greatest, in tenths.
        notes: remarks.
    """

    title: str
    category: str
    month: tuple[int, int]
    opening: str
    line: str
    low: int
    high: int
    notes: tuple[str, ...]


RECORDS = (
    Record(
        "Heaviest pumpkin of 2025",
        "Diaries and records",
        (2025, 9),
        "The scales are out. One pumpkin each, in kilograms, with a witness. The winner gets a jar of everything.",
        "Mine weighs {number} kg. {note}",
        31,
        642,
        (
            "It is more round than big.",
            "My witness is the dog.",
            "We needed a door to carry it on.",
            "There were two, but the slugs took one.",
            "I never fed it, I swear.",
            "It grew on the compost heap by itself.",
        ),
    ),
    Record(
        "Longest runner bean of 2025",
        "Diaries and records",
        (2025, 8),
        "From tip to tip along the curve, in centimetres. No ironing.",
        "{number} cm. {note}",
        221,
        398,
        (
            "It was hiding behind a leaf.",
            "Too tough to eat, but what a length.",
            "Measured twice by my daughter.",
            "Straight as a ruler, too.",
            "The others are half as long.",
        ),
    ),
    Record(
        "Tallest sunflower of 2025",
        "Diaries and records",
        (2025, 8),
        "From the soil to the top of the head, in centimetres. Ladders at your own risk.",
        "Ours stands at {number} cm. {note}",
        1500,
        3620,
        (
            "It looks into the bedroom.",
            "The wind has not had it yet.",
            "Grown from a seed that the tits dropped.",
            "The head is as big as a plate.",
            "It leans, so I measured along it.",
        ),
    ),
    Record(
        "Rain gauge: March 2025",
        "Diaries and records",
        (2025, 4),
        "How much fell in your garden in March? In millimetres, for the whole month, please.",
        "{number} mm here. {note}",
        92,
        1480,
        (
            "Nearly all of it in one night.",
            "It felt like more.",
            "Less than half of last year's.",
            "The butts are full.",
            "I could have planted rice.",
        ),
    ),
    Record(
        "Rain gauge: October 2025",
        "Diaries and records",
        (2025, 11),
        "How much fell in your garden in October? In millimetres, for the whole month, please.",
        "I make it {number} mm. {note}",
        205,
        2130,
        (
            "The path is a stream.",
            "At last something to fill the pond.",
            "It rained on every day but four.",
            "Dry by our standards.",
            "The gauge was full twice.",
        ),
    ),
    Record(
        "Rain gauge: February 2026",
        "Diaries and records",
        (2026, 3),
        "How much fell in your garden in February? In millimetres, for the whole month, please.",
        "{number} mm in the gauge. {note}",
        118,
        1890,
        (
            "Some of it was snow.",
            "The lawn squelches.",
            "Not bad for digging.",
            "I have not been out for days.",
            "About what we always get.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Poll:
    """A topic with a poll.

    Attributes:
        title: of the topic.
        category: its title.
        month: year and month in which it was opened.
        opening: what stands above the poll.
        question: of the poll.
        options: its answers.
        remarks: what people say about it.
    """

    title: str
    category: str
    month: tuple[int, int]
    opening: str
    question: str
    options: tuple[str, ...]
    remarks: tuple[str, ...]


POLLS = (
    Poll(
        "What do you do about slugs?",
        "Slugs and snails",
        (2025, 4),
        "We have talked about it for years. Let us count.",
        "The one thing that helps most",
        ("Torch and bucket", "Nematodes", "Copper tape", "Frogs and thrushes", "Nothing helps"),
        ("I wanted to tick two of them.", "The frogs get my vote.", "Whoever says that nothing helps has my sympathy."),
    ),
    Poll(
        "Your first sowing of the year",
        "Seed sowing",
        (2026, 2),
        "Curious what comes first with you.",
        "What did you sow first this year?",
        ("Chillies", "Broad beans", "Sweet peas", "Onions", "I have not sown anything yet"),
        ("Far too early, as always.", "The windowsill is full already.", "I am waiting for the light."),
    ),
    Poll(
        "Dig or no dig?",
        "Manure and mulch",
        (2025, 11),
        "I have put my spade away and am told that I will regret it. What do you do?",
        "How do you treat your beds in autumn?",
        ("I dig all of them", "I fork lightly", "I only mulch", "I leave them alone"),
        ("My back has decided for me.", "Heavy clay leaves you little choice.", "The worms do it for nothing."),
    ),
    Poll(
        "Lawn or meadow?",
        "Lawns and meadows",
        (2025, 6),
        "In June one sees them side by side. Which is yours?",
        "What is most of your grass?",
        ("Short lawn", "Long lawn with clover", "Meadow", "I have no grass"),
        ("The children vote for the lawn.", "It began as laziness and turned into a meadow."),
    ),
    Poll(
        "Peat-free compost: how is yours?",
        "Compost heaps",
        (2025, 5),
        "I have had good bags and very bad ones. How do you find it?",
        "Peat-free compost is",
        ("Better than before", "Just as good", "Worse", "I make my own"),
        ("Sieve it and it is fine.", "It dries out on top and stays wet below, so feel with a finger."),
    ),
    Poll(
        "How many tomato plants are too many?",
        "Tomatoes and peppers",
        (2025, 5),
        "My family says that twelve are too many. I say that they have not counted the ones behind the shed.",
        "How many do you grow?",
        ("One to five", "Six to ten", "Eleven to twenty", "More than twenty", "None at all"),
        ("I am not going to count them.", "Twelve is a start.", "The neighbours will be glad of them."),
    ),
    Poll(
        "Favourite garden bird",
        "Birds and hedgehogs",
        (2026, 1),
        "For the calendar that we put together each winter.",
        "Which bird should be on the cover?",
        ("Robin", "Wren", "Goldfinch", "Blackbird", "Long-tailed tit"),
        ("The robin was on it last time.", "A wren, if anybody has a picture that is sharp."),
    ),
    Poll(
        "Where should we meet in May?",
        "About this forum",
        (2026, 2),
        "The spring meeting needs a place. All four gardens have offered to have us.",
        "Where should the spring meeting be?",
        ("The old orchard in Ludlow", "The gravel garden in Whitstable", "The parish garden in Durham", "Online"),
        ("Ludlow is the easiest by train.", "I would come to any of them.", "I will bring cake wherever it is."),
    ),
    Poll(
        "Which apple would you save?",
        "Apples and pears",
        (2025, 10),
        "If there were room for a single tree in your garden, what should its apples be like?",
        "The one apple tree should give",
        ("Early eaters", "Late keepers", "Cookers", "Cider apples"),
        ("Keepers. One can buy all the others.", "A good cooker is also a keeper."),
    ),
    Poll(
        "Do you wear gloves?",
        "Hand tools",
        (2025, 7),
        "I never do and have the hands to show for it.",
        "Gloves in the garden",
        ("Always", "Only for roses", "I lose them", "Never"),
        ("I have seven left ones.", "Only since I met that bramble."),
    ),
    Poll(
        "What is in your hedge?",
        "Hedges",
        (2025, 12),
        "We are planting sixty metres this winter and are still open to suggestions.",
        "Your hedge is mostly",
        ("Hawthorn", "Beech or hornbeam", "Yew or holly", "Privet or laurel", "A fence"),
        ("A mixture. Each year something else flowers.", "Hawthorn, for the wrens."),
    ),
    Poll(
        "How do you label your plants?",
        "Perennials",
        (2025, 8),
        "Pencil on wood, gone in a year. There has to be something better.",
        "My labels are",
        ("Pencil on plastic", "Wood", "Metal or slate", "I draw a plan", "I guess"),
        ("I guess, and am always wrong.", "Pencil outlasts any pen."),
    ),
)


NEWS: tuple[tuple[str, str, tuple[int, int], str, str], ...] = (
    (
        "Welcome to Hedgerow: please read this first",
        "About this forum",
        (2025, 1),
        "global",
        "Welcome! A few things make life easier for all of us. Search before you ask. Say where you garden, because "
        "May in Oban is not May in Whitstable. Be kind to beginners. Report advertisements instead of answering them.",
    ),
    (
        "Spring meeting 2026: vote for the place",
        "About this forum",
        (2026, 2),
        "global",
        "The poll about the place of the spring meeting is open in this category. We meet on the second Saturday in "
        "May, whatever the weather does. Bring plants, seed and something to eat.",
    ),
    (
        "How to ask about a sick plant",
        "Mildew and blight",
        (2025, 2),
        "pinned",
        "Tell us what it is, how long it has stood there, what the leaves look like from below, and what you have "
        "done so far. With that, somebody here will know.",
    ),
    (
        "Rules for swaps",
        "Seed swaps",
        (2025, 1),
        "pinned",
        "No money, no shops. Whoever asks pays the stamp. Say so if seed is older than two years. When it is gone, say "
        "that as well.",
    ),
    (
        "A list of pruning times",
        "Pruning",
        (2025, 2),
        "pinned",
        "In winter: apples, pears, currants. After flowering: forsythia, lilac, mock orange. In summer: plums, "
        "cherries, wisteria. In spring: roses, lavender, hydrangeas. Never: in a temper.",
    ),
    (
        "The server moves on Sunday",
        "About this forum",
        (2025, 9),
        "closed",
        "The forum will be away from six to eight on Sunday morning. Go and water something.",
    ),
    (
        "Calendar 2026: all pictures are in",
        "About this forum",
        (2025, 11),
        "closed",
        "Thank you for more than a hundred pictures. The calendar is at the printer's, and no more can be added.",
    ),
    (
        "Seed parcel 2025 is full",
        "Seed swaps",
        (2025, 3),
        "closed",
        "Forty members have signed up, which is as many as one parcel can visit. The next one starts in autumn.",
    ),
)
"""Title, category, year and month, how it stands out, and text."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A private conversation.

    Attributes:
        title: of it.
        things: one conversation is about each.
        opening: what the first one writes.
        replies: by turns of the others and the first one; ``{day}`` is a day of the week.
    """

    title: str
    things: tuple[str, str, str]
    opening: str
    replies: tuple[str, ...]


LETTERS = (
    Letter(
        "Could you water {thing} for me?",
        ("my tomatoes", "the seedlings", "my roof garden"),
        "We are away for a week and nobody on the street knows which end of a can to hold. Could you look after "
        "{thing}?",
        (
            "Of course. Where do I find the key?",
            "Under the third pot on the left. Take whatever is ripe.",
            "I will come for the first time on {day}.",
        ),
    ),
    Letter(
        "A lift to {thing}",
        ("the plant fair", "the potato day", "the seed swap"),
        "I am driving to {thing} and have two empty seats and a large boot. Would you like to come along?",
        (
            "Very much. Is there room for a tree on the way back?",
            "If it bends. I will pick you up at nine.",
            "Then I will bring sandwiches. See you on {day}.",
        ),
    ),
    Letter(
        "About {thing}",
        ("your spare raspberry canes", "the fig cuttings", "that comfrey"),
        "You wrote that there is more of it than you can use. I would gladly take {thing} off your hands.",
        (
            "They are yours. Shall I dig them up, or do you want to do it?",
            "I will come with a spade and a bag, if that suits you.",
            "It does. I am at home on {day}.",
        ),
    ),
    Letter(
        "May I borrow {thing}?",
        ("your long ladder", "the apple press", "your shredder"),
        "I only need {thing} for an afternoon and would bring it back clean.",
        (
            "Gladly, it only stands about.",
            "You are very kind. When could I fetch it?",
            "Any time after work. {day} would be best for me.",
        ),
    ),
    Letter(
        "Planning {thing}",
        ("the stall at the fete", "the autumn digging", "the open garden"),
        "I think we should talk about {thing} before it is upon us. Who does what?",
        (
            "I will do the tea. I always do the tea.",
            "Then I will see to the tables and the signs.",
            "Let us meet and write it down. Is {day} all right for everybody?",
        ),
    ),
    Letter(
        "A visit to see {thing}",
        ("your snowdrops", "the bees", "your new greenhouse"),
        "You said that anybody may come and look at {thing}. Did you mean it?",
        (
            "I did. Come before noon, then the light is best.",
            "Splendid. May I bring my sister?",
            "Bring whom you like. On {day} I am in the garden all morning.",
        ),
    ),
)

ADVERTS = (
    "Stop wasting your time with compost! My powder triples every harvest in seven days. Write to me for a price.",
    "Wheelbarrows, nearly new, half price, today only. First come, first served.",
    "Are you still weeding by hand? Ask me about the secret that the shops do not want you to know.",
    "I sell the best bulbs in the country. Do not listen to anybody else here.",
    "Earn money with your garden! I made thousands in a month. Write to me now.",
    "Cheap sheds, any size, delivered tomorrow. Cash only.",
)

RUDE = (
    "What a stupid question. People like you should lay concrete.",
    "That is the worst advice I have ever read, and it comes from you, so I am not surprised.",
    "Nobody asked for your opinion. Go and bore somebody else.",
    "Only an idiot waters like that.",
)

FRIENDLY = (
    "I do it quite differently, but your way sounds sensible too.",
    "Sorry, this has nothing to do with the subject: whose turn is it to write the newsletter?",
    "I think that is a myth, to be honest. I tried it twice and saw no difference.",
)

REPORTS = {
    "advert": ("It is an advertisement.", "This has been posted in other topics too.", "Not a gardener, only selling."),
    "rude": ("There is no need for this tone.", "This is an insult.", "Please have a word with this member."),
    "friendly": ("I do not agree with this at all.", "This is off topic.", "I believe that this is wrong."),
}
"""By kind of comment what those say who report it."""
