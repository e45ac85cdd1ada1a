"""What is asked and answered on Hedgerow.

Every question is about three things in turn, and each of its answers holds for all three. ``{thing}`` stands for the
thing, ``{Thing}`` for the same with a capital.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CONTEXTS", "FRAMES", "SECTIONS", "THREADS", "Choice", "Question", "Section"]

CONTEXTS = (
    "I garden on heavy clay.",
    "My soil is sandy and dries out in no time.",
    "The garden faces north and gets the sun only after lunch.",
    "We are fairly high up here, so everything is two weeks late.",
    "It is my first year with a garden of my own, so please be patient with me.",
    "I only have the weekends for it.",
    "We are near the coast, and it is always windy.",
    "I would rather not use anything out of a bottle.",
    "I have searched the forum and found nothing quite like it.",
    "My neighbour says that it does not matter, but I am not so sure.",
    "Any advice is welcome.",
    "I have asked at the garden centre and got three different answers.",
)
"""What may be added to any question."""

OPENERS = (
    "From my own garden.",
    "Hello!",
    "Hello {asker}!",
    "Good question.",
    "I asked the same once.",
    "My two pence.",
    "It depends a little on where you are, but here is what I do.",
    "I am no expert, but listen to this.",
    "I agree with {earlier} and would add one thing.",
    "I can only say what I have seen here.",
)
"""How an answer may begin. ``{asker}`` and ``{earlier}`` stand for people."""

THANKS = (
    "Thank you all. I did not expect so many answers.",
    "Thank you, {helper}, that is what I will do.",
    "That makes sense, {helper}, thank you.",
    "Thanks, everybody. I will start with what {helper} says and tell you how it goes.",
    "Very helpful, all of it. {helper}, yours is the one that I can do this weekend.",
)
CHOSEN = (
    "Thank you all. It will be what {helper} said, I think.",
    "That was quick! I have made up my mind, and {helper} is to blame.",
    "All of them sound good. I will begin with what {helper} likes best.",
)
FRAMES = (
    "**{item}**, no question. {reason}",
    "I would go for **{item}**. {reason}",
    "My vote goes to **{item}**. {reason}",
    "Have a look at **{item}**. {reason}",
    "**{item}** has done best here. {reason}",
)
"""How a recommendation is put."""

ALL_YEAR = range(1, 13)
SPRING = range(3, 6)
SUMMER = range(6, 9)
AUTUMN = range(9, 12)
WINTER = (12, 1, 2)
SOWING = range(2, 6)
GROWING = range(4, 10)


@dataclass(frozen=True, slots=True)
class Section:
    """A category with its sub-categories.

    Attributes:
        title: of the category.
        description: one sentence.
        colour: of its title.
        children: titles and descriptions of the sub-categories; where there are none, its topics are in it.
    """

    title: str
    description: str
    colour: str
    children: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know, and what others know about it.

    Attributes:
        title: of the topic.
        things: one topic is about each.
        months: in which it is asked.
        opening: the question.
        answers: each may be given alone.
        openers: how an answer may begin.
        closings: what the asker may say at the end.
    """

    title: str
    things: tuple[str, str, str]
    months: range | tuple[int, ...]
    opening: str
    answers: tuple[str, ...]
    openers: tuple[str, ...] = OPENERS
    closings: tuple[str, ...] = THANKS


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody asks for a recommendation.

    Attributes:
        title: of the topic.
        things: one topic is about each.
        months: in which it is asked.
        opening: the question.
        options: what may be recommended, each with a reason.
        closings: what the asker may say at the end.
    """

    title: str
    things: tuple[str, str, str]
    months: range | tuple[int, ...]
    opening: str
    options: dict[str, str]
    closings: tuple[str, ...] = CHOSEN


SECTIONS = (
    Section(
        "Vegetables",
        "From the first radish to the last leek.",
        "#3a7d2c",
        (
            ("Tomatoes and peppers", "And aubergines, and whatever else wants to be warm."),
            ("Beans and peas", "Climbing, crawling and drying on the string."),
            ("Roots and tubers", "Potatoes, carrots, beetroot and all that grows out of sight."),
            ("Salads and greens", "Leaves, raw or cooked, in every season."),
            ("Squashes and cucumbers", "Including the courgettes that nobody picked in time."),
            ("Onions and garlic", "Leeks and shallots are welcome too."),
        ),
    ),
    Section(
        "Fruit",
        "Trees, bushes, canes and what to do with the harvest.",
        "#a8323e",
        (
            ("Apples and pears", "Old trees, new trees and names that were lost."),
            ("Soft fruit", "Berries and currants."),
            ("Stone fruit", "Plums, cherries and, for the brave, apricots."),
        ),
    ),
    Section(
        "Flowers",
        "For the border, for the vase and for no reason at all.",
        "#b0478f",
        (
            ("Bulbs", "What is planted in autumn and forgotten until spring."),
            ("Roses", "Ramblers, climbers and bushes."),
            ("Annuals", "Sown this year, gone this year."),
            ("Perennials", "Those that come back."),
        ),
    ),
    Section("Herbs", "For the kitchen, for tea and for the bees.", "#5b8c3e"),
    Section(
        "Trees and hedges",
        "Planting, cutting and looking up.",
        "#2f6b57",
        (
            ("Hedges", "From a row of twigs to something that a wren nests in."),
            ("Pruning", "What to cut, when, and how to stop."),
        ),
    ),
    Section("Lawns and meadows", "Short grass, long grass and the quarrel between them.", "#6f9a2f"),
    Section(
        "Soil and compost",
        "All that happens below.",
        "#7a5230",
        (
            ("Compost heaps", "Hot, cold, in bins and in bags."),
            ("Manure and mulch", "What to put on top, and how thick."),
        ),
    ),
    Section(
        "Pests and diseases",
        "Know them, and live with most of them.",
        "#c0561f",
        (
            ("Slugs and snails", "The longest discussion on this forum."),
            ("Insects", "Those that eat what we grow."),
            ("Mildew and blight", "Spots, rots and white powder."),
        ),
    ),
    Section(
        "Under glass",
        "Greenhouses, cold frames and windowsills.",
        "#2e7f9e",
        (
            ("Greenhouses", "Building, heating, shading and mending."),
            ("Seed sowing", "When, how deep and how warm."),
        ),
    ),
    Section(
        "Tools and sheds",
        "What we dig with and where we hide.",
        "#6b6b6b",
        (
            ("Hand tools", "Spades, hoes, secateurs and how to keep them sharp."),
            ("Sheds and water butts", "Roofs, gutters, shelves and barrels."),
        ),
    ),
    Section(
        "Wildlife",
        "Whom we share the garden with.",
        "#4a6fa5",
        (
            ("Ponds", "From a washing-up bowl to a small lake."),
            ("Birds and hedgehogs", "Food, water, boxes and gaps in the fence."),
            ("Bees and butterflies", "Flowers for them, and homes."),
        ),
    ),
    Section("Pots and balconies", "Gardens without a garden.", "#8c6bb1"),
    Section(
        "The clubhouse",
        "Everything that is not a plant.",
        "#444444",
        (
            ("Introductions", "Say hello."),
            ("Seed swaps", "Who has what, and who wants it."),
            ("Diaries and records", "Rain gauges, scales, tape measures and one line a day."),
            ("About this forum", "News, rules and polls."),
        ),
    ),
)

THREADS: dict[str, tuple[Question | Choice, ...]] = {
    "Tomatoes and peppers": (
        Question(
            "Yellow leaves at the bottom of my {thing}",
            ("tomatoes", "chillies", "aubergines"),
            SUMMER,
            "The lowest leaves of my {thing} have turned yellow one after the other, while the tops look healthy. They "
            "stand in a sunny porch and get a feed every fortnight. Should I worry?",
            (
                "The lowest leaves do that as the plant grows. Take them off: the air moves better and nothing is "
                "lost.",
                "Yellow between green veins means that magnesium is short. A spoonful of Epsom salts in a can of water "
                "put mine right within two weeks.",
                "How often do you water? Mine went yellow when the compost dried out by noon, and stopped when I "
                "watered morning and evening.",
                "Once the first fruits have set, {thing} want a feed every week, and one with plenty of potash.",
                "Check the roots. If they go round and round the pot, a bigger pot helps more than any feed.",
                "I would only worry if the yellow moves upwards. Below the first fruits it is just old age.",
            ),
        ),
        Question(
            "When is it safe to put {thing} outside?",
            ("tomatoes", "sweet peppers", "chilli plants"),
            (4, 5),
            "My windowsills are full and the {thing} are getting thin and long. The forecast is mild, but I have been "
            "caught before. How do you decide?",
            (
                "Not before the nights stay above ten degrees for a week, whatever the calendar says.",
                "I carry them out in the morning and in again at night for ten days. It is tedious and it works.",
                "The end of May here. Those I planted in the middle of June have always caught up with the early ones.",
                "A cold frame with the lid up by day and down by night does the hardening off for me.",
                "Keep half of them back. If the first half freezes, you have the second.",
                "Wind does more harm than a cool night. Find them a corner out of it for the first week.",
            ),
        ),
        Choice(
            "Which tomato for {thing}?",
            ("a hanging basket", "a cold greenhouse", "cooking sauce"),
            (1, 2, 3),
            "I have room for just one kind this year, and it is meant for {thing}. What would you sow?",
            {
                "Harvest Lantern": "It is early, and it never splits after rain.",
                "Little Ember": "The fruits are tiny, but there are hundreds of them.",
                "Fenland Red": "It shrugs off cold nights better than any other that I have tried.",
                "Old Tom": "It is slow to start, but the taste is worth the wait.",
                "Amber Drop": "It is so sweet that few ever reach the kitchen.",
                "Gatehouse": "The skin is thin, there is hardly any juice, and it ripens all at once.",
            },
        ),
    ),
    "Beans and peas": (
        Question(
            "My {thing} flower but set no pods",
            ("runner beans", "French beans", "broad beans"),
            SUMMER,
            "There are plenty of flowers on the {thing}, they drop after a few days and no pod is left behind. What "
            "am I doing wrong?",
            (
                "Dry roots. Give them a full can for every metre of row, every other evening, and the next flowers "
                "will set.",
                "In a heatwave they all do that. Wait for cooler nights before you blame yourself.",
                "Are there any bees about? I grow a row of borage next to {thing} and have had no trouble since.",
                "Too much nitrogen makes leaves and flowers and little else. No more manure this year.",
                "Sparrows peck the flowers off here. A few strings with rags on them were enough.",
                "Pick the very first pods while they are small. That seems to tell the plant to go on.",
            ),
        ),
        Question(
            "Mice eat my {thing} as soon as they are sown",
            ("peas", "broad beans", "mangetout"),
            (2, 3, 4, 11),
            "Two rows of {thing} and not one seedling, only little holes and empty skins. How do you keep mice away?",
            (
                "Sow them in lengths of old gutter indoors and slide the whole row out when they are a hand high.",
                "Chopped holly leaves in the drill. It is no pleasure to put them there, but no mouse comes twice.",
                "I start {thing} in cardboard tubes on a shelf that hangs from wires.",
                "Sow twice as deep as it says on the packet. They still come up, and the mice give up first.",
                "A sheet of fine wire netting pegged flat on the soil until they are through.",
                "We got a cat, which was meant for the children. The peas profit most.",
            ),
        ),
        Question(
            "How do you dry and keep {thing}?",
            ("borlotti beans", "soup peas", "butter beans"),
            (9, 10),
            "I should like to keep my {thing} for winter instead of freezing them. When are they dry enough, and what "
            "do you keep them in?",
            (
                "Leave the pods on the plant until they rattle. If rain comes, pull the whole plant and hang it in "
                "the shed.",
                "Bite one. If your tooth leaves a mark, they are not dry enough.",
                "Two days in the freezer kills the weevils, then into jars with a tight lid.",
                "I spread them on a tray above the boiler for a fortnight and turn them when I pass.",
                "Paper bags, never plastic. Mine went mouldy in plastic within a month.",
                "Keep the best twenty for sowing before you start to cook. I forgot once.",
            ),
        ),
    ),
    "Roots and tubers": (
        Question(
            "Forked and twisted {thing}",
            ("carrots", "parsnips", "salsify roots"),
            (8, 9, 10),
            "I dug the first {thing} and they look like hands: three, four legs each, some tied in a knot. What makes "
            "them do that?",
            (
                "Stones or fresh manure. They want ground that was manured for last year's cabbages, and no stones.",
                "Never transplant {thing}. Once the tip is broken, it splits.",
                "I make a hole with an iron bar, fill it with sand and old compost and sow three seeds on top.",
                "On clay I have given up and grow short, round kinds. They come out clean.",
                "Was the soil trodden hard? Fork it two spits deep in autumn and stay off it.",
                "They taste the same. I just chop them for soup.",
            ),
        ),
        Question(
            "Storing {thing} over winter",
            ("carrots", "beetroot", "potatoes"),
            (9, 10, 11),
            "This is the first year that I have more {thing} than we can eat fresh. I have a garage and a shed that "
            "does not freeze hard. What is the best way?",
            (
                "Boxes of barely damp sand in the shed. Do not let them touch each other.",
                "Only store the perfect ones. One with a slug hole spoils the whole box.",
                "Twist the tops off, do not wash them, and let the skins dry for a few hours first.",
                "Paper sacks in the dark, tied loosely. Look through them once a month.",
                "Ours stay in the ground under a foot of straw, and I dig {thing} as we need them.",
                "A dead fridge with the door ajar keeps mice out and frost off.",
            ),
        ),
        Choice(
            "Which potato for {thing}?",
            ("roasting", "salads", "growing in sacks"),
            (1, 2, 3),
            "The seed potatoes are in the shops and there are far too many names. I want one that is good for {thing}.",
            {
                "Fell Runner": "It crops early and blight has never caught it here.",
                "Widow's Gold": "It is yellow inside and does not fall apart.",
                "Stone Barn": "It keeps until May without a sprout.",
                "Pink Harbour": "Slugs leave it alone, which is more than I can say of the others.",
                "Early Curlew": "It is small, firm, and ready before all the rest.",
                "Duchess of Kyle": "There are fewer of them, but nothing tastes better.",
            },
        ),
    ),
    "Salads and greens": (
        Question(
            "{Thing} bolts before we can eat it",
            ("lettuce", "spinach", "rocket"),
            (5, 6, 7),
            "I sow {thing} every three weeks, as one should, and it runs up to flower when it is as big as my hand. "
            "Is it the heat?",
            (
                "Heat and dry soil together. Grow it in the shade of the beans from June on.",
                "Sow in the evening and water with cold water. Above 25 degrees the seed sleeps, and what wakes up "
                "bolts.",
                "Do not thin it late. Plants that are crowded when they are small think that their end has come.",
                "I stop in June and start again in August. In between we eat chard.",
                "Pick leaves instead of whole plants. It gains you two weeks.",
                "Look for a kind that says summer on the packet. It does make a difference.",
            ),
        ),
        Question(
            "Growing {thing} through the winter",
            ("lamb's lettuce", "winter purslane", "mustard greens"),
            (8, 9, 10),
            "I would like to pick {thing} in January. When do you sow, and does it need cover?",
            (
                "Sow before the end of August. What is not grown by the clocks change will not grow at all.",
                "A fleece on hoops is plenty. It is the wind that hurts, not the frost.",
                "Mine is in the greenhouse border where the tomatoes were. No heating.",
                "Never pick {thing} while it is frozen, or it turns to mush. Wait until noon.",
                "Take only the outer leaves and you can pick from November to March.",
                "In a wet winter grey mould is the enemy. Leave more room than you think.",
            ),
        ),
        Question(
            "Pigeons have stripped the {thing}",
            ("kale", "sprouting broccoli", "spring cabbages"),
            (12, 1, 2, 3),
            "Overnight there was nothing left of the {thing} but the ribs. What do you do against pigeons that does "
            "not cost a fortune?",
            (
                "A net, held well clear of the leaves. All else is entertainment for them.",
                "They come back if you leave the stumps. Mine had new leaves in April.",
                "Old compact discs on strings helped for eight days exactly.",
                "I plant {thing} between prunings stuck upright in the ground, so that they cannot land.",
                "Feed them somewhere else? I tried. They told their friends.",
                "Cover it from October, before they know that it is there.",
            ),
        ),
    ),
    "Squashes and cucumbers": (
        Question(
            "Bitter {thing}",
            ("cucumbers", "courgettes", "patty pans"),
            (7, 8),
            "We had to spit out the first {thing} of the year. They look perfect and taste of soap. Can the rest be "
            "saved?",
            (
                "Do not eat bitter ones, they can make you ill. Pull up that plant and keep the others.",
                "Did you save the seed yourself? They cross with ornamental gourds, and that is what comes of it.",
                "Uneven watering does it in a heatwave. The later ones may be fine, so taste a sliver first.",
                "It tends to be one plant out of ten. Mark it, so that nobody picks from it again.",
                "Buy fresh seed next year. It happened to me once and never again.",
                "Cold nights in June had the same effect here, and it passed.",
            ),
        ),
        Question(
            "How many {thing} from one plant?",
            ("butternut squashes", "pumpkins", "marrows"),
            (6, 7),
            "There are five small {thing} on my best plant. Should I leave all of them or take some off?",
            (
                "For the show bench one. For the kitchen three.",
                "Leave them all. The plant drops what it cannot feed.",
                "Two in the north, four in the south, I was told, and it has proved right.",
                "Pinch out the tip two leaves beyond the last one, then all the strength goes into them.",
                "Lift each one onto a tile, or the slugs and the wet will take your choice from you.",
                "It depends on the summer. I decide in August and eat what I take off.",
            ),
        ),
        Question(
            "White powder on the leaves of my {thing}",
            ("courgettes", "pumpkins", "ridge cucumbers"),
            (7, 8, 9),
            "It began with a few white spots, and now every old leaf on the {thing} is grey. Does it harm the fruits?",
            (
                "Mildew. By September it hardly matters, the fruits ripen all the same.",
                "Water the soil and not the leaves, and in the morning.",
                "One part milk to nine parts water, sprayed every week, keeps it off the young leaves.",
                "Cut the worst leaves off and put them in the council's bin, not on the heap.",
                "It comes when the roots are dry. Mulch {thing} in June and it comes a month later.",
                "Give them more room next year. Mine stand two strides apart now.",
            ),
        ),
    ),
    "Onions and garlic": (
        Question(
            "My {thing} have gone to seed",
            ("onions", "leeks", "shallots"),
            (6, 7, 8),
            "A third of the {thing} have thrown up a flower stalk. Can I cut it out and carry on?",
            (
                "Cut it out and eat those first. They do not keep.",
                "A cold spell after a warm one makes them think that a winter has passed. It is nobody's fault.",
                "Leave one or two. No flower has more hoverflies on it.",
                "Next year plant sets that were heat treated. They cost a little more and stay down.",
                "The core is tough, but the outside is fine for soup.",
                "I planted too early, that was all. April, not March.",
            ),
        ),
        Question(
            "Orange spots on the {thing}",
            ("garlic", "leeks", "chives"),
            (5, 6, 7),
            "There are orange pustules all along the leaves of the {thing}. Is it rust, and is the crop lost?",
            (
                "It is rust. It looks dreadful and spoils less than you think.",
                "Harvest a fortnight early if the leaves die back. They will be small, but they will be good.",
                "Too much nitrogen and too little air. Leave twice the room next time.",
                "Move them to another bed for three years. Rust waits.",
                "A wet May always brings it here, a dry one never.",
                "I cut {thing} down to the ground, and the new leaves came up clean.",
            ),
        ),
        Question(
            "When do you lift {thing}?",
            ("garlic", "onions", "banana shallots"),
            (7, 8),
            "Half of the tops of the {thing} have fallen over. Does that mean now, or do I wait for the other half?",
            (
                "When a third of the leaves are brown, on a dry day.",
                "Now. Wait longer and the skins split.",
                "Ease them with a fork to break the roots and leave them on the ground for a week if it is dry.",
                "I never bend the tops over. They know best.",
                "Dry them on a wire rack under the shed roof until the necks are like paper.",
                "Mine came out in the last week of July, three weeks earlier than the year before.",
            ),
        ),
    ),
    "Apples and pears": (
        Question(
            "Small fruit dropping off the {thing} in June",
            ("apple tree", "pear tree", "crab apple"),
            (6, 7),
            "The ground under the {thing} is covered with fruit the size of marbles. Is the tree ill?",
            (
                "That is the June drop. It sheds what it cannot ripen, and it is good for what is left.",
                "Thin it further by hand when it has finished: one fruit for every hand's breadth.",
                "Cut one open. If there is a grub in it, hang up a trap next May.",
                "Water it if it is dry. Young trees drop everything when they thirst.",
                "Ours dropped two thirds last year, and the rest were the best we ever had.",
                "It had a bumper crop the year before, I suppose? Then it is taking a rest.",
            ),
        ),
        Question(
            "Canker on an old {thing}",
            ("apple tree", "pear tree", "quince tree"),
            (10, 11, 12, 1, 2),
            "There is a sunken, flaking patch on one of the main branches of our {thing}. The tree must be sixty years "
            "old. Is it worth saving?",
            (
                "Cut back to clean wood, in dry weather, and burn what you cut off.",
                "Old trees live with canker for decades. Mine has one as big as a plate.",
                "If it goes more than halfway round, take the branch off altogether.",
                "Wet soil is half of the trouble. Can you drain that corner?",
                "Take grafts this winter, then you keep the tree whatever happens.",
                "Do not paint the wound. It heals better in the air.",
            ),
        ),
        Choice(
            "An apple for {thing}",
            ("cider", "a north wall", "storing until Easter"),
            (10, 11, 12, 1),
            "There is room for one more tree, and it should be an apple that is good for {thing}. What would you "
            "plant?",
            {
                "Bishop's Russet": "It looks like a potato and tastes of nuts.",
                "Severn Beauty": "It flowers late, so the frost never gets it.",
                "Hob's Orange": "It is sharp in October and honey by March.",
                "Cold Ashton": "It has never had scab, wet as it is here.",
                "Merry Widow": "It crops every single year, and heavily.",
                "Kirk Lane": "It stays small, and you can reach everything from the ground.",
            },
        ),
    ),
    "Soft fruit": (
        Question(
            "Birds take all the {thing}",
            ("redcurrants", "blueberries", "strawberries"),
            (6, 7),
            "They wait on the fence until the {thing} are ripe, and the next morning all is gone. I do not want to "
            "trap anybody in a net. What else is there?",
            (
                "A net over a frame, tight as a drum. They only get caught in loose ones.",
                "Little bags of gauze over the best clusters. It takes an hour and lasts for years.",
                "Pick when they are nearly ripe and let them finish on the windowsill.",
                "Plant a mulberry at the other end. They prefer it to anything else.",
                "I walk the dog past them at five in the morning.",
                "There are white kinds of many berries, and birds do not know when they are ripe.",
            ),
        ),
        Question(
            "When and how to prune {thing}",
            ("blackcurrants", "gooseberries", "redcurrants"),
            (11, 12, 1, 2),
            "I have inherited a row of {thing} that nobody has touched for years. Where do I begin?",
            (
                "Take out a third of the oldest wood at the ground, and do the same next year and the year after.",
                "On a dry day in January, when you can see what you do.",
                "Anything that lies on the soil goes, then anything that crosses.",
                "Look at where it fruited last year. That tells you what to keep.",
                "Do not be afraid. I cut {thing} to the ground once by mistake and they forgave me.",
                "Feed them afterwards, with a barrow of compost for every three plants.",
            ),
        ),
        Question(
            "Moving old {thing}",
            ("raspberry canes", "gooseberry bushes", "rhubarb crowns"),
            (10, 11, 12, 1, 2),
            "We are going to build a shed where the {thing} stand. Can they be moved, or should I start with new ones?",
            (
                "Between November and February, with as much soil as you can lift.",
                "Start again with new ones, in new ground. The old ones carry all sorts of virus.",
                "I moved mine twice. They sulk for a year and then go on.",
                "Cut them back hard before you move them. There will be fewer roots to feed what is left.",
                "Let nobody pick from them in the first year.",
                "Water all through the first summer. That is what mine died of.",
            ),
        ),
    ),
    "Stone fruit": (
        Question(
            "Gum oozing from the bark of a {thing}",
            ("cherry", "plum tree", "peach tree"),
            (4, 5, 6, 7),
            "Drops of amber gum sit all over the trunk of our {thing}. There are leaves, but they are small. What is "
            "it?",
            (
                "A little gum is nothing, it heals wounds like that. A lot, with dying twigs, is canker.",
                "Prune in summer only. What is cut in winter lets the trouble in.",
                "A dry spring did that to mine. With a barrow of mulch and a full can a week it stopped.",
                "Look for a hole below the gum. If there is one, something lives in it.",
                "Did the strimmer touch it? That is how it started with our {thing}.",
                "Cut one twig. If it is brown inside, go back until the wood is white.",
            ),
        ),
        Question(
            "A {thing} that flowers but never fruits",
            ("plum tree", "cherry", "damson"),
            (5, 6),
            "White with blossom each April, and then not a single fruit on the {thing}, five years running. Does it "
            "need a partner?",
            (
                "Frost at blossom time. Throw a fleece over it on the clear nights.",
                "Some need another within a bee's flight. Ask what the neighbours have.",
                "Hang a flowering branch of another kind in it, in a bucket of water. It looks silly and it works.",
                "Bullfinches eat the buds in February. Have you ever watched it at breakfast time?",
                "Five years is young. Ours took nine.",
                "Stop feeding it. Mine fruited in the first year that I neglected it.",
            ),
        ),
    ),
    "Bulbs": (
        Question(
            "Squirrels dig up the {thing}",
            ("tulips", "crocuses", "fritillaries"),
            (10, 11),
            "I planted two hundred {thing} on Saturday, and by Monday there were holes all over the border. How do you "
            "stop them?",
            (
                "Chicken wire flat on the soil, pegged down, until they show.",
                "Plant deeper. They do not dig beyond a hand's length.",
                "Clear away every bit of brown skin. It is the smell of it that brings them.",
                "Chilli powder, and again after each rain.",
                "Plant late, in the second half of November, when they have buried all they need.",
                "They never touch daffodils. I learned to love daffodils.",
            ),
        ),
        Question(
            "Blind {thing}: leaves and no flowers",
            ("daffodils", "snowdrops", "alliums"),
            (2, 3, 4, 5),
            "The clumps of {thing} get bigger each year and flower less. This spring there were only leaves. What now?",
            (
                "They are crowded. Lift them when the leaves yellow and replant them three fingers apart.",
                "Do not tie or cut the leaves for six weeks. They are charging up for next year.",
                "A handful of potash in March, another when they fade.",
                "Dry shade under a tree does that. Move some out and see.",
                "Mine came back after I split them, but it took two springs.",
                "Plant them deeper. Shallow ones keep dividing and never grow up.",
            ),
        ),
        Choice(
            "Tulips for {thing}",
            ("a windy corner", "cutting", "a pot by the door"),
            (8, 9, 10),
            "I plan to order early for once. Which would you choose for {thing}?",
            {
                "Ruby Sail": "The stem is short, and no wind has ever broken it.",
                "Night Parade": "It is nearly black and lasts for two weeks in a vase.",
                "Snow Cap": "It is the only white one that came back here in the third year.",
                "Apricot Silk": "Every visitor asks what it is called.",
                "Striped Jester": "It is cheerful and opens before all the others.",
                "Lilac Dream": "It looks well with anything that you put next to it.",
            },
        ),
    ),
    "Roses": (
        Question(
            "Black spot on a {thing}",
            ("climbing rose", "shrub rose", "patio rose"),
            (6, 7, 8, 9),
            "By the end of June half of the leaves of my {thing} are spotted, and then they fall. I do not spray. Is "
            "there another way?",
            (
                "Pick up every fallen leaf, from June until Christmas. It lives on them.",
                "Mulch thickly in February, so that rain cannot splash it up again.",
                "Prune for air. I should be able to throw my hat through it, my father used to say.",
                "Some roses always have it. In the end I replaced mine and have been happy since.",
                "A weekly spray with a pinch of baking soda slowed it down, no more.",
                "Feed it well and look the other way. It outgrows most of it.",
            ),
        ),
        Question(
            "How hard can I cut back an old {thing}?",
            ("rambler", "climbing rose", "hedge of roses"),
            (9, 10, 2, 3),
            "It covers the shed and half of the neighbour's. How much of an old {thing} may be cut off in one go?",
            (
                "A third a year, oldest wood first. In three years you have a new plant.",
                "Right after flowering for those that flower once, in March for all others.",
                "I cut mine to the knee in a temper. It flowered again after two years.",
                "Leave the long new shoots and bend them flat. They flower along their whole length.",
                "Thick gloves, a saw and a friend who holds the ladder.",
                "Check for nests first, from March on.",
            ),
        ),
        Choice(
            "A rose for {thing}",
            ("a shady wall", "its scent", "a pot on a terrace"),
            (9, 10, 11, 1, 2),
            "My aunt gave me a voucher for a rose. I want it for {thing}. What do you say?",
            {
                "Lady of the Lane": "It flowers from June until the first snow.",
                "Parson's Pink": "It is healthy, plain, and full of bees.",
                "Lantern Light": "The scent reaches the kitchen table.",
                "Old Velvet": "There is no darker red, and no blacker thorns.",
                "Shepherdess": "It has hardly a thorn, which the children like.",
                "Cream Tea": "It goes on without any feeding at all.",
            },
        ),
    ),
    "Annuals": (
        Question(
            "{Thing} that grow tall and fall over",
            ("cosmos", "sweet peas", "sunflowers"),
            (6, 7, 8),
            "After each shower the {thing} lie on the path. Do you stake them, and with what?",
            (
                "Pinch out the tip when they are a hand high. They grow bushy and stand on their own.",
                "Pea sticks, pushed in while they are small. After a week you do not see them.",
                "The soil is too rich. Mine stand up in the poorest corner.",
                "Plant {thing} close and they hold each other.",
                "A net stretched flat at knee height, and they grow through it.",
                "Cut the ones that fell for the vase and call it planned.",
            ),
        ),
        Question(
            "Sowing {thing} in autumn",
            ("poppies", "cornflowers", "love-in-a-mist"),
            (8, 9, 10),
            "I have read that {thing} sown in September are twice as strong as those sown in spring. Is there truth "
            "in it?",
            (
                "Yes. They flower in May instead of July, and they are up to my waist.",
                "On light soil, yes. On clay they drown.",
                "Scatter the seed where you want {thing} and rake it in. They dislike being moved.",
                "Slugs ate every one of mine in a mild winter. I sow in both seasons now.",
                "Thin them in October and again in March, or they stay thin themselves.",
                "I never sow any. They do it better without me.",
            ),
        ),
    ),
    "Perennials": (
        Question(
            "When to divide {thing}",
            ("irises", "asters", "day lilies"),
            (3, 7, 8, 9, 10),
            "My {thing} have a bare middle and flower only at the edge. They need dividing, I think. When, and how "
            "small?",
            (
                "Six weeks after they have flowered, never in a drought.",
                "Pieces as big as a fist. Smaller ones take two years.",
                "Throw away the middle. It is tempting to keep it, and it never does well.",
                "Two forks back to back, and no mercy.",
                "I do it in March here. What I divide in autumn rots in our wet clay.",
                "Give the spares away at once, or you will plant {thing} all over the place, as I did.",
            ),
        ),
        Question(
            "Bringing {thing} through the winter",
            ("dahlias", "salvias", "fuchsias"),
            (10, 11),
            "The frost has blackened the {thing}. Do you lift yours or leave them in the ground under a mulch?",
            (
                "Lift them in the cold north. Leave them by the sea.",
                "A full barrow of leaves on each, held down with wire. I lost one in ten.",
                "In the garage, upside down for a week, then in dry compost.",
                "I take cuttings of {thing} in September and let the old ones go.",
                "Label them before the frost. After it they all look the same.",
                "Wet kills more than cold does. Raise the bed and leave them.",
            ),
        ),
    ),
    "Herbs": (
        Question(
            "My {thing} dies every winter",
            ("rosemary", "French tarragon", "lemon verbena"),
            (1, 2, 3, 11),
            "This is the third {thing} that has not come through. It gets cold here, but not that cold. What is the "
            "trick?",
            (
                "Wet feet. Plant it on a heap of gravel, and the cold will do it no harm.",
                "Grow it in a pot and put it against the house wall from November.",
                "Do not cut it after August. The young shoots freeze first.",
                "Take three cuttings each July. One always lives.",
                "Wait until June before you give it up. Mine came from the root.",
                "Stop feeding it. Lean plants are hard plants.",
            ),
        ),
        Question(
            "How do I stop {thing} from taking over?",
            ("mint", "lemon balm", "horseradish"),
            (4, 5, 6),
            "Somebody planted {thing} in the border before we came, and now it is everywhere. Any hope?",
            (
                "A bottomless bucket, sunk to the rim, and pull whatever climbs out.",
                "Dig it, then dig it again every month for a year. That is how long it took here.",
                "Cover the whole patch with cardboard and compost for a year.",
                "Eat faster. We make sauce of it.",
                "Let it have the corner behind the shed, where nothing else grows.",
                "Never let {thing} seed. The roots are only half of it.",
            ),
        ),
        Choice(
            "Herbs for {thing}",
            ("a shady windowsill", "the bees", "tea"),
            (2, 3, 4, 5),
            "I have space for one good plant and want it for {thing}. What should it be?",
            {
                "Apple mint": "It grows in half shade and is gentler than the common kind.",
                "Lemon thyme": "It flowers for months and needs no water.",
                "Winter savory": "It is green all year and too little known.",
                "Sweet cicely": "It likes shade, and all of it can be used.",
                "Wild marjoram": "On a warm day you can hear it from the house.",
                "Anise hyssop": "It comes back each spring and smells of sweets.",
            },
        ),
    ),
    "Hedges": (
        Question(
            "Gaps at the bottom of a {thing} hedge",
            ("hawthorn", "beech", "privet"),
            (10, 11, 12, 1, 2, 3),
            "Our {thing} hedge is thick at the top and bare at the bottom, and the dog walks through it. Can it be "
            "mended?",
            (
                "Cut it narrower at the top than at the bottom, so that light gets down.",
                "Lay it. One winter of work and it is good for twenty years.",
                "Plant small ones in the gaps with a bucket of new soil for each.",
                "Halve its height in February. It shoots from below after that.",
                "Bend a low branch down and pin it. It takes root by itself.",
                "Fill the gaps with holly. It puts up with the shade.",
            ),
        ),
        Question(
            "How close to plant {thing} for a hedge?",
            ("hornbeam", "yew", "holly"),
            (10, 11, 12, 1, 2, 3),
            "I have twenty metres to plant with {thing} and do not want to buy more than I need. One row or two? How "
            "far apart?",
            (
                "Three to the metre in a single row. Two rows only if you keep cattle.",
                "Buy small ones with bare roots. They overtake the big ones within four years.",
                "Two to the metre and patience. Mine closed in the fifth summer.",
                "Cut them by a third on the day that you plant them. It hurts and it pays.",
                "Keep a strip as wide as your arm free of grass. That matters more than the spacing.",
                "Water {thing} for two summers. All of my losses were in the second one.",
            ),
        ),
    ),
    "Pruning": (
        Question(
            "Is it too late to prune the {thing}?",
            ("wisteria", "lavender", "hydrangeas"),
            (2, 3, 4, 9, 10),
            "I meant to do it weeks ago and then it rained. Can I still cut the {thing}, or do I lose the flowers?",
            (
                "Better late than wrong. Take off the dead bits and leave the rest for next time.",
                "Look at the buds. If they are fat, cut just above them and no lower.",
                "Never into old brown wood. It does not come back from there.",
                "I have done it in every month of the year. It flowers less, but it flowers.",
                "Wait for a dry day without frost, then do it and do not look back.",
                "Cut half of it now and half next year, and compare.",
            ),
        ),
        Question(
            "The {thing} is far too big",
            ("fig tree", "bay tree", "magnolia"),
            (1, 2, 3, 6, 7),
            "The {thing} takes the light from the kitchen. I do not want to fell it. How small can it be kept?",
            (
                "Take whole branches out instead of shortening all of them. It looks natural and stays away longer.",
                "No more than a quarter in one year, or it answers with a forest of shoots.",
                "Summer cuts make it weaker, winter cuts make it stronger. You want summer.",
                "Raise the crown. With the lower branches gone there is light enough.",
                "Ask a tree surgeon once and watch closely. Then you can do it yourself.",
                "Ours was cut to a stump and is back at the gutter after six years.",
            ),
        ),
    ),
    "Lawns and meadows": (
        Question(
            "{Thing} in the lawn",
            ("moss", "plantain", "clover"),
            (3, 4, 5, 9, 10),
            "There is more {thing} than grass by now. I do not mind a bit of it, but my father-in-law comes in June. "
            "What can be done without poison?",
            (
                "Mow higher. Grass that is a finger long wins by itself.",
                "Spike it with a fork in October and brush sand into the holes.",
                "Enjoy it. It is green, soft and needs no mowing.",
                "Rake it out hard in April and sow into the scratches. It looks terrible for three weeks.",
                "It tells you something about the soil. Mine was as hard as a road.",
                "An old kitchen knife and a radio. One evening for each corner.",
            ),
        ),
        Question(
            "Turning {thing} into a meadow",
            ("an old lawn", "a former paddock", "a steep bank"),
            (3, 7, 8, 9),
            "I would like to have flowers instead of mowing {thing} every week. Do I have to strip the turf?",
            (
                "Yellow rattle, sown in September on bare scratches. It eats the grass for you.",
                "Mow in July, take every blade away, and wait. Poor soil is all it needs.",
                "Do not strip it. Plant plugs, nine to the square metre.",
                "In the first year it looks like neglect. Mow a path and everybody understands.",
                "Start with one strip. I did the whole of it at once and regretted it.",
                "Seed from a local meadow, not from a packet with poppies on it.",
            ),
        ),
        Question(
            "Bare patches under the {thing}",
            ("swing", "apple trees", "washing line"),
            (3, 4, 5, 9),
            "Nothing grows under the {thing} any more. I have sown grass twice, and it came up and went again. What "
            "now?",
            (
                "Wood chips. Admit it and be free.",
                "A shade mixture, sown in September, and nobody steps on it until May.",
                "Stepping stones where the feet go, grass where they do not.",
                "The soil is packed. Fork it over, add a barrow of compost, then sow.",
                "Sow thyme or camomile. They do not mind being trodden on.",
                "Turf lasts there for one summer. I have tried that for you.",
            ),
        ),
    ),
    "Compost heaps": (
        Question(
            "Can {thing} go on the compost?",
            ("orange peel", "rhubarb leaves", "wood ash"),
            ALL_YEAR,
            "My neighbour swears that {thing} must never go on the heap. I have always put it there. Who is right?",
            (
                "In small amounts it does no harm at all. Mix it well.",
                "The worms do not like it, but a hot heap deals with it.",
                "I have done so for thirty years and am still here, as are the worms.",
                "Keep it out of the wormery. The heap is another matter.",
                "Chop it first, then it is gone in half the time.",
                "Yours. Most of such rules were made by people who never turned a heap.",
            ),
        ),
        Question(
            "My heap is {thing}",
            ("cold and wet", "full of ants", "smelling of bad eggs"),
            (3, 4, 5, 6, 7, 8),
            "I did as the book said, brown and green in layers, and now the heap is {thing}. What is missing?",
            (
                "Turn it. Air is what is missing nine times out of ten.",
                "Tear up cardboard, as much as you can get, and fork it through.",
                "It is the grass clippings. Never more than a hand deep.",
                "Too dry and too wet look alike at first. Squeeze a handful: one drop should fall.",
                "Cover it with an old carpet and forget it for a year. It is compost whether you fret or not.",
                "Too small. Under a cubic metre it never gets going.",
            ),
        ),
        Choice(
            "A compost bin for {thing}",
            ("a small yard", "two households", "autumn leaves"),
            (2, 3, 4, 9, 10),
            "I have to start somewhere and would like to do it right. What works best for {thing}?",
            {
                "Three pallets": "They cost nothing and can be mended with string.",
                "A wire cage": "It takes ten minutes to make, and the air goes straight through.",
                "A plastic cone": "It is not pretty, but rats do not get in.",
                "A tumbler": "You turn it with one hand while the kettle boils.",
                "A wooden bay": "The boards lift out at the front, and that is all the difference.",
                "A trench": "Fill it, cover it, plant on top of it next year.",
            },
        ),
    ),
    "Manure and mulch": (
        Question(
            "How thick should I lay {thing}?",
            ("bark chips", "grass clippings", "spent hops"),
            (3, 4, 5, 6),
            "I can have as much of it for nothing as I can carry. How thick do you put {thing} on the beds, and does "
            "it rob the soil?",
            (
                "As deep as your hand is long, and keep it away from the stems.",
                "It takes nitrogen only where it touches. Do not dig it in.",
                "Water well before you mulch, never after a drought.",
                "Thin and often. A thick layer mats, and rain runs off it.",
                "Let it lie for half a year first. Fresh it is too sharp.",
                "Slugs love it in April. I wait until the soil has dried on top.",
            ),
        ),
        Question(
            "Is this {thing} too fresh to use?",
            ("horse manure", "chicken manure", "cow muck"),
            (9, 10, 11, 1, 2, 3),
            "A farmer left a trailer of {thing} at our gate. It still steams. May I dig it in now?",
            (
                "If it steams, it is too fresh. Stack it, cover it, and use it next autumn.",
                "On bare soil in November, yes. The winter does the rest.",
                "Sow a bean in a pot of it. If the leaves come up twisted, there is weedkiller in it.",
                "Under pumpkins you cannot go wrong with {thing}.",
                "Never near carrots, always near roses.",
                "Ask what the bedding was. Straw rots in a year, shavings take three.",
            ),
        ),
    ),
    "Slugs and snails": (
        Question(
            "Slugs eat the {thing} overnight",
            ("hostas", "delphiniums", "young lettuces"),
            (4, 5, 6, 7),
            "Every morning there is less of the {thing}. I have tried coffee grounds and eggshells, and I think they "
            "like them. What really works?",
            (
                "A torch and a bucket, an hour after dark, three nights running.",
                "Nematodes in the watering can, when the soil is warm. Twice a year, and it is worth every penny.",
                "Grow {thing} in a pot with copper tape, and see that no leaf touches anything.",
                "A pond. Our frogs have done what I could not do in ten years.",
                "Water in the morning. Wet soil at night is an invitation.",
                "Upturned grapefruit halves. Collect them with the slugs inside at breakfast.",
            ),
        ),
        Question(
            "Snails in the {thing}",
            ("greenhouse", "ivy wall", "cold frame"),
            (3, 4, 5, 10, 11),
            "There are hundreds asleep in the {thing}. Do you throw them out, and how far is far enough?",
            (
                "Twenty metres. They come home from anything less, it has been measured.",
                "Leave a few stones for the thrushes and carry the snails there.",
                "Look now, while they sleep. One hour in winter saves ten in May.",
                "They eat algae as well. I let those in the {thing} be until the seedlings come.",
                "Paint a dot on one and see. Mine took two days to return.",
                "My hens are of the opinion that you should send them.",
            ),
        ),
    ),
    "Insects": (
        Question(
            "Greenfly all over the {thing}",
            ("roses", "broad beans", "sweet peppers"),
            (4, 5, 6),
            "The tips of the {thing} are thick with greenfly, and ants run up and down. Do I spray, or do I wait for "
            "the ladybirds?",
            (
                "Wait. A week later the blue tits had taken them all.",
                "Squash them between finger and thumb. It is disgusting and takes two minutes.",
                "A hard jet of water each morning, and they do not climb back up.",
                "Pinch the tips out. They sit on the softest growth and nowhere else.",
                "A band of sticky paper stops the ants, and without ants they are lost.",
                "Plant marigolds beside the {thing}. The hoverflies come for the flowers and stay for the greenfly.",
            ),
        ),
        Question(
            "Caterpillars on the {thing}",
            ("cabbages", "gooseberries", "nasturtiums"),
            (5, 6, 7, 8),
            "I looked away for three days, and there is nothing left of the {thing} but ribs. Is it too late to do "
            "anything?",
            (
                "Pick them off in the evening. There are fewer than you think.",
                "Look under the leaves for yellow eggs, every third day, and rub them off.",
                "It will leaf again. Feed it and net it.",
                "Wasps clear mine. I stopped chasing them away.",
                "Fine netting from May on, and no gap at the bottom.",
                "I leave them one plant and move all of them there.",
            ),
        ),
        Question(
            "What eats holes in my {thing}?",
            ("radish leaves", "viburnum", "dahlia petals"),
            (5, 6, 7, 8, 9),
            "Small round holes, all over the {thing}, and I never see who does it. By day there is nobody there.",
            (
                "Go out with a torch at eleven. You will know in a minute.",
                "Earwigs. A flowerpot with straw on a stick, emptied in the morning.",
                "If they jump when you touch the leaf, it is flea beetle. A fleece keeps it off.",
                "Shiny trails mean slugs, black crumbs mean caterpillars, neither means beetles.",
                "Lay a white cloth below it at dusk and shake it.",
                "It looks bad and does no harm. I have stopped counting holes.",
            ),
        ),
    ),
    "Mildew and blight": (
        Question(
            "Is this blight on the {thing}?",
            ("potatoes", "outdoor tomatoes", "box hedge"),
            (6, 7, 8, 9),
            "Brown patches appeared on the {thing} after the warm rain, and they spread by the day. Is it blight, and "
            "what do I do first?",
            (
                "If there is a white rim under the leaf in the morning, it is.",
                "Cut off all that is spotted today, not at the weekend.",
                "Do not compost any of it. Bag it.",
                "Two warm, wet days bring it. There is a forecast for that, and I go by it.",
                "It may be just wind burn. Look again in two days before you cut.",
                "Think of the air next year. Leaves that dry by noon do not get it.",
            ),
        ),
        Question(
            "Grey mould on the {thing}",
            ("strawberries", "raspberries", "courgettes"),
            (6, 7, 8, 9, 10),
            "A grey fur covers the {thing} after a week of drizzle. How do I keep it from the rest?",
            (
                "Pick off whatever is furry, gently, into a bag. One touch and it smokes.",
                "Air. Thin the leaves until you can see through.",
                "Straw below, so that nothing lies on wet soil.",
                "No more water from above. Use the can, at the foot.",
                "A roof of old windows over the bed, and it never came back.",
                "Pick a little early for the rest of the month.",
            ),
        ),
    ),
    "Greenhouses": (
        Question(
            "Keeping frost out of {thing}",
            ("a small greenhouse", "a lean-to", "a polytunnel"),
            (10, 11, 12, 1),
            "I want to keep a few tender plants alive in {thing}, but I cannot pay for heating all winter. What do "
            "you do?",
            (
                "Bubble wrap on the inside and a fleece over the plants. It gains four degrees.",
                "Only heat one corner. I have a cupboard of old windows inside, with a lamp in it.",
                "Barrels of water, painted black. They give back at night what they took by day.",
                "A thermostat set to three degrees. It ran for eleven nights in all.",
                "Move the worst cases into the bedroom and leave the rest to fate.",
                "Stop the draughts first. I found gaps that I could put my hand through.",
            ),
        ),
        Question(
            "It gets too hot in {thing}",
            ("my greenhouse", "the conservatory", "the tunnel"),
            (5, 6, 7, 8),
            "Forty-four degrees in {thing} at noon yesterday, and the leaves hung like rags. How do you shade yours?",
            (
                "Whitewash on the outside, in May, and off again in September.",
                "Open everything, day and night. Nights are warm enough by now.",
                "Splash the floor with water at eleven and at three.",
                "An old sheet on the sunny side, held with clothes pegs.",
                "Automatic openers on the roof. I wonder how I lived without them.",
                "Grow a vine across the south side. It shades when it should and drops when it should.",
            ),
        ),
        Choice(
            "What to grow first in {thing}?",
            ("a cold frame", "a second-hand greenhouse", "a sunny porch"),
            (1, 2, 3),
            "It is mine since Saturday, and it is empty. What would you start with in {thing}?",
            {
                "Early carrots": "Sown now, eaten in May, and no fly finds them.",
                "Sweet peas": "They want cold, light and a deep pot, and that is what you have.",
                "Winter lettuce": "You will have a bowl of it in six weeks.",
                "Broad beans": "They shrug off frost and give you something to look at.",
                "Strawberries in pots": "They ripen a month before those outside.",
                "Onions from seed": "They take their time, so they should begin first.",
            },
        ),
    ),
    "Seed sowing": (
        Question(
            "Old {thing} seed: will it still come up?",
            ("parsnip", "tomato", "poppy"),
            (1, 2, 3, 4),
            "I found a tin with packets of {thing} seed from six years ago. Is it worth the compost?",
            (
                "Ten seeds on wet kitchen paper on the radiator. In two weeks you know.",
                "Sow thickly and hope. It costs only the compost.",
                "It depends on how it was kept. Cool and dry, and I would try.",
                "I had one in five from seed that was nine years old.",
                "Buy fresh and keep the old for the birds. A month lost is worse than a packet.",
                "Soak it overnight. What sinks may live.",
            ),
        ),
        Question(
            "Seedlings of {thing} fall over and die",
            ("basil", "snapdragons", "cabbage"),
            (2, 3, 4, 5),
            "They come up well, and then the stems of the {thing} go thin at the soil and they topple, a whole tray "
            "in two days. What is it?",
            (
                "Damping off. Sow thinner, water from below, and give them air.",
                "New compost and clean trays. Mine went when I scrubbed them.",
                "Too warm and too wet. Take the lid off as soon as they show.",
                "A pinch of cinnamon on the surface. I laughed until I tried it.",
                "Tap water, not water from the butt, until they are planted out.",
                "Prick out what still stands, deep, up to the leaves.",
            ),
        ),
        Question(
            "Too early to sow {thing}?",
            ("leeks", "aubergines", "celeriac"),
            (1, 2),
            "The light comes back and my fingers itch. Is it too early for {thing}, on a windowsill that faces east?",
            (
                "Warm enough is easy, light enough is not. Wait for the middle of February.",
                "Sow half now and half in three weeks, and keep notes.",
                "They need the long season. Now is right, if you can keep them cool afterwards.",
                "Put foil behind the tray. It doubles the light.",
                "I have never gained a day by sowing early, only long thin plants.",
                "Start {thing} now and everything else in March. That is my rule.",
            ),
        ),
    ),
    "Hand tools": (
        Question(
            "How do you sharpen {thing}?",
            ("a hoe", "secateurs", "hedge shears"),
            ALL_YEAR,
            "I have used mine for three years and never sharpened {thing}. File or stone, and at what angle?",
            (
                "A flat file, away from you, along the angle that is there already. Ten strokes.",
                "A small diamond stone in the pocket, and a few strokes each time that you stop for breath.",
                "Only the bevelled side. Take the burr off the flat side and no more.",
                "Clean off the sap first, with wire wool and a drop of oil.",
                "Clamp it in a vice. Nearly all the cuts on my hands come from not doing that.",
                "If it shaves a fingernail it is too sharp, if it bends grass it is too blunt.",
            ),
        ),
        Question(
            "A new handle for an old {thing}",
            ("spade", "fork", "rake"),
            ALL_YEAR,
            "The handle of my grandfather's {thing} has snapped just above the socket. How do I get the stump out, and "
            "what wood do I use?",
            (
                "Drill the rivet out, then a coach screw into the stump and pull.",
                "Ash, with the grain running straight from end to end.",
                "Put the iron in the embers of a bonfire, and the stump is gone by morning. Mind the temper, though.",
                "Leave it in linseed oil overnight before you fit it.",
                "Make it a little too thick and shave it down until it sticks halfway.",
                "A hazel from the hedge, dried for a year, has lasted me for six.",
            ),
        ),
        Choice(
            "The one tool for {thing}",
            ("bindweed", "a bad back", "heavy clay"),
            ALL_YEAR,
            "My birthday is coming and I was asked what I want. What is the one tool that helps with {thing}?",
            {
                "A swan-necked hoe": "You stand upright and it does the work.",
                "A border fork": "It is light, it is narrow, and it goes where a spade does not.",
                "A hand mattock": "One swing is worth ten with a trowel.",
                "A broadfork": "You lean on it and rock, that is all.",
                "A kneeling stool": "It is no tool, but nothing has helped me more.",
                "A ladies' spade": "You lift half as much, twice as often, and last all day.",
            },
        ),
    ),
    "Sheds and water butts": (
        Question(
            "The {thing} leaks",
            ("shed roof", "water butt", "gutter on the greenhouse"),
            ALL_YEAR,
            "It drips, and I have put up with it for a year. What is the simplest way to mend the {thing} so that it "
            "lasts?",
            (
                "Dry it properly first. Nothing sticks to damp.",
                "A piece of pond liner and a row of clout nails. It is not pretty, but it is tight.",
                "The leak is never where the drip is. Follow it upwards.",
                "Sealant lasts for two winters. I replaced the whole thing in the end.",
                "Butyl tape, warmed with a hair dryer.",
                "Take it apart and see. Mine was only a washer.",
            ),
        ),
        Question(
            "How do you keep {thing} out of the shed?",
            ("mice", "damp", "wasps"),
            (8, 9, 10, 11),
            "Each autumn the same story. I have blocked everything that I could find, but I cannot keep {thing} out. "
            "What works?",
            (
                "Raise it on bricks, so that there is air underneath.",
                "Wire wool in every hole that a pencil fits into.",
                "Open the door on every dry day. It is as simple as that.",
                "Clear it out once a year, down to the floor. They like a quiet corner.",
                "Peppermint oil on a rag. It smells nice, at least.",
                "I gave up and put everything in tins.",
            ),
        ),
    ),
    "Ponds": (
        Question(
            "Green water in {thing}",
            ("a new pond", "a barrel pond", "a stone trough"),
            (4, 5, 6, 7),
            "Two weeks after I filled {thing}, the water went as green as soup. Is there something that clears it?",
            (
                "Time. It goes green, then clear, every spring, and a little faster each year.",
                "Plants. Cover half of the surface and it starves.",
                "A net of barley straw, sunk just below the surface.",
                "Never fill it up from the tap. Tap water feeds it.",
                "No fish. They stir and they feed it.",
                "A jar of water from a friend's old pond. All the right creatures are in it.",
            ),
        ),
        Question(
            "How do I get {thing} into the pond?",
            ("frogs", "newts", "dragonflies"),
            (2, 3, 4, 5),
            "The pond has been there for a year and is full of life, but there are no {thing}. Should I fetch some?",
            (
                "Never move them, they bring disease. They find it by themselves.",
                "A shallow end with stones, so that anything can climb in and out.",
                "Let the grass grow long on one side. They need a way to get there unseen.",
                "Mine came in the third spring, I do not know from where.",
                "No fish, I am afraid. They eat the young.",
                "A pile of logs within a few steps. They spend more time there than in the water.",
            ),
        ),
    ),
    "Birds and hedgehogs": (
        Question(
            "Where should a {thing} go?",
            ("nest box for tits", "hedgehog house", "bird bath"),
            (10, 11, 12, 1, 2, 3),
            "We were given a {thing}, and there are as many opinions in the family as people. Where did you put yours?",
            (
                "Away from the midday sun. North or east.",
                "Where a cat cannot sit and wait.",
                "Somewhere quiet that you can see from the kitchen.",
                "Put it up in autumn. They inspect it all winter.",
                "Mine was ignored for two years. I moved it three metres, and it was taken within a week.",
                "Near a hedge, so that they can come and go under cover.",
            ),
        ),
        Question(
            "What do you feed {thing}?",
            ("robins", "goldfinches", "hedgehogs"),
            (10, 11, 12, 1, 2, 3),
            "They come every day now, and I would like to give the {thing} something that is good for them. What do "
            "yours like best?",
            (
                "Clean water first. Everybody forgets it.",
                "Little and often, and clear away what is left in the evening.",
                "Sunflower hearts. All else gets thrown on the ground.",
                "Wash the dishes each week with hot water. Dirty ones kill more than cats do.",
                "No bread and no milk, whatever your grandmother did.",
                "Leave the seed heads and the fallen leaves. They find better food there than in any dish.",
            ),
        ),
    ),
    "Bees and butterflies": (
        Question(
            "Plants for {thing} in early spring",
            ("bumblebees", "honeybees", "brimstone butterflies"),
            (1, 2, 3, 9, 10),
            "On the first warm days the {thing} are out, and there is nothing in flower. What should I plant for them?",
            (
                "Crocuses, as many as you can afford, in the grass.",
                "A sallow, if you have the room. Nothing comes close to it in March.",
                "Winter heather by the door. It is never without a visitor.",
                "Lungwort. It opens on the first mild day and goes on until May.",
                "Let the ivy on the wall flower. That is for the end of the year, but it gets them through.",
                "Leave the dandelions. I have given mine a bed of their own.",
            ),
        ),
        Question(
            "There are {thing} in the garden wall",
            ("mason bees", "leafcutter bees", "bumblebees"),
            (4, 5, 6, 7),
            "They fly in and out of the joints all day. The builder wants to fill them. Do the {thing} do any harm, "
            "and how long will they stay?",
            (
                "No harm at all. They use holes that are there and do not make new ones.",
                "Ask him to come in October. By then they have gone or are asleep.",
                "Put up a block of wood with holes of several sizes next to it, and fill the wall the year after.",
                "Mine stayed for six weeks and have come each spring since.",
                "They hardly ever sting. My children sit and watch them.",
                "You are lucky. The apples next to that wall will set better than ever.",
            ),
        ),
    ),
    "Pots and balconies": (
        Question(
            "Growing {thing} in a pot",
            ("a blueberry", "a lemon tree", "a fig"),
            (2, 3, 4, 5),
            "I have a balcony to the south, and that is all. How big must the pot be for {thing}, and what goes into "
            "it?",
            (
                "Bigger than you can carry. Fill it where it stands.",
                "A third of garden soil in the mix, otherwise it dries out in an hour.",
                "Holes, more holes, and feet below it.",
                "Water every day in July. Ask a neighbour before you ask for a holiday.",
                "It does better with tight roots. Do not start too big.",
                "A new top layer every March, and {thing} will stay for ten years.",
            ),
        ),
        Question(
            "Who waters the {thing} while you are away?",
            ("window boxes", "hanging baskets", "balcony tomatoes"),
            (6, 7, 8),
            "We leave for two weeks in the hottest month. There is no tap outside. How do the {thing} survive?",
            (
                "Bottles, upside down, with a pinhole in the lid. Test them before you go.",
                "Move everything into the shade and close together.",
                "Woollen yarn from a bucket to each pot. My mother did so, and I do.",
                "Pay the child from downstairs. Mine has saved for a bicycle.",
                "A saucer under each and a good mulch of gravel.",
                "Cut them back by half on the day that you leave. They need half as much.",
            ),
        ),
        Choice(
            "What grows well on {thing}?",
            ("a windy roof", "a north balcony", "a doorstep"),
            (3, 4, 5),
            "I want one thing that cannot fail. What do you grow on {thing}?",
            {
                "Ivy-leaved geraniums": "They flower until November and forgive everything.",
                "Ferns": "They are green, calm, and never in need of the sun.",
                "Chives": "They die down, come back, and flower as well.",
                "Strawberries": "They hang over the edge and the slugs cannot reach them.",
                "Houseleeks": "You cannot kill them. I have tried.",
                "Cut-and-come-again lettuce": "Four weeks from the packet to the plate.",
            },
        ),
    ),
    "Seed swaps": (
        Question(
            "Offered: {thing}",
            ("runner bean seed", "sweet pea seed", "tomato seed"),
            (1, 2, 3, 10, 11),
            "I have saved far more {thing} than I need. It is my own, from last summer, and true as far as I can tell. "
            "Tell me here if you would like some.",
            (
                "Yes, please, if there is any left. I can offer calendula in return.",
                "Count me in. I will send you a stamped envelope.",
                "I had some of yours two years ago, and every one came up. Very good seed.",
                "How tall do they get? I have only a low fence.",
                "I would take ten, no more. My garden is full before I have begun.",
                "Are you bringing any to the spring meeting? I could take it from there.",
            ),
            openers=(),
            closings=("That is all of it gone. Thank you!", "You are all on the list. I will write to each of you."),
        ),
        Question(
            "Wanted: {thing}",
            ("a rooted piece of comfrey", "a few raspberry canes", "snowdrops in the green"),
            (1, 2, 3, 10, 11),
            "I am looking for {thing} and would rather have it from a garden than from a shop. I can send courgette "
            "seed, or jam.",
            (
                "You can have as much as you can carry, if you come with a spade.",
                "I can post some next week, wrapped in wet newspaper.",
                "Ask at your allotments. There is always somebody who throws it on the heap.",
                "Mine is not quite what you are looking for, but you are welcome to it.",
                "I will trade for jam, no question.",
                "Wait three weeks, then it moves better. I will remind you.",
            ),
            openers=(),
            closings=("Thank you, {helper}, I will write to you.", "What a kind lot you are. I have found some now."),
        ),
    ),
}
