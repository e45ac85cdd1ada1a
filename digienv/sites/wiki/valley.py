"""What there is in the valley of Tarnfell and who writes about it: names, sentences, remarks."""

from __future__ import annotations

__all__ = [
    "ADMINISTRATORS",
    "BRIDGES",
    "CUSTOMS",
    "DELETED",
    "DISCUSSIONS",
    "EDITORS",
    "FESTIVALS",
    "HUTS",
    "LINES",
    "NONSENSE",
    "PATHS",
    "PEAKS",
    "PEOPLE",
    "PROJECT_PAGES",
    "SLIPS",
    "TARNS",
    "VANDALS",
    "VILLAGES",
]

EDITORS = (
    "Rowan",
    "Petra Lind",
    "Old Cartographer",
    "Marten",
    "Sigrid W",
    "Fellrunner",
    "Abel Thorne",
    "Juniper",
    "Stationmaster",
    "Ingrid Moss",
    "Cairnbuilder",
    "Tobias R",
)
"""Names of those who write; the first is played."""

ADMINISTRATORS = ("Hedda", "Ansel Grieve")
"""Names of those who look after the wiki; the first is played."""

VANDALS = ("Zapzap77", "Lord Muddle", "Xx Goat xX")
"""Names of those who spoil pages."""

VILLAGES = (
    ("Aldersett", "at the mouth of the valley", "slate roofs and a long market street"),
    ("Birkrigg", "on a shelf above the river", "orchards of damson and pear"),
    ("Cloughend", "where three becks meet", "a row of old fulling mills"),
    ("Dunnerby", "on the sunny side of the valley", "terraced gardens"),
    ("Eskwater", "beside the widest bend of the river", "ferrymen's cottages"),
    ("Fallowgill", "in a narrow side valley", "charcoal burners' huts"),
    ("Garthwick", "below the old quarry", "walls of green slate"),
    ("Holmbeck", "on both banks of its beck", "seven small bridges"),
    ("Ickenshaw", "in the lower woods", "a school of basket makers"),
    ("Keldmire", "at the edge of the great bog", "peat stacks taller than the houses"),
    ("Lingholt", "on the heather moor", "beehives that are carried up in August"),
    ("Murthwaite", "under the northern crags", "the last farm with a horse-driven churn"),
    ("Nethercote", "near the old ford", "a round tithe barn"),
    ("Orrest", "on the pass road", "an inn on every corner"),
    ("Raisgate", "at the head of the valley", "snow poles along its only street"),
    ("Swindale", "in the eastern branch of the valley", "a weekly wool sale"),
)
"""Name, where it lies, what it is known for."""

HUTS = (
    ("Arrowgill Hut", "a stone hut with a turf roof"),
    ("Blackcombe Hut", "a former miners' lodge"),
    ("Brackenrigg Hut", "a timber hut on stilts"),
    ("Coldfell Hut", "a low hut built into the slope"),
    ("Crowhow Hut", "a hut of two storeys with a drying room"),
    ("Dodd Hut", "a small shelter without a warden's room"),
    ("Eagle Crag Hut", "a hut bolted to a rock ledge"),
    ("Farthwaite Hut", "a converted shepherds' bothy"),
    ("Greywether Hut", "a round hut of grey boulders"),
    ("Harter Hut", "a hut with a glazed porch"),
    ("Hollin Hut", "a hut in the last wood below the ridge"),
    ("Ironstair Hut", "a hut beside the old mine steps"),
    ("Kestrel Hut", "a hut with a wide terrace"),
    ("Lambfold Hut", "a hut within an old sheepfold"),
    ("Longmire Hut", "a hut reached over a plank way"),
    ("Moss Force Hut", "a hut within earshot of a waterfall"),
    ("Northgill Hut", "a hut that keeps its snow until June"),
    ("Pikestone Hut", "a hut at the foot of a leaning stone"),
    ("Ravenscar Hut", "the oldest hut of the valley"),
    ("Sallow Hut", "a hut among willows"),
    ("Stonethwaite Hut", "a hut with a library of tattered novels"),
    ("Thornbield Hut", "a hut rebuilt after a storm"),
    ("Wether Hut", "a hut shared with the weather station"),
    ("Yewdale Hut", "a hut in the shade of a single yew"),
)
"""Name and what sort of hut it is."""

PEAKS = (
    "Ard Pike",
    "Bleaberry Dodd",
    "Broad Hause",
    "Calf Knott",
    "Dovenest Fell",
    "Eagle Crag",
    "Fleet Pike",
    "Gavel Head",
    "Great Tarnfell",
    "Grisedale Edge",
    "Hart Seat",
    "High Wether",
    "Icicle Knott",
    "Jackdaw Scar",
    "Kirk Fell",
    "Little Tarnfell",
    "Maiden Pike",
    "Mirk Fell",
    "Naze Head",
    "Outer Dodd",
    "Raven Seat",
    "Sail Knott",
    "Slate Fell",
    "Three Shire Pike",
    "Ullscarth",
    "Windy Hause",
)

TARNS = (
    ("Angle Tarn", "char"),
    ("Blea Water", "trout"),
    ("Codale Tarn", "perch"),
    ("Devoke Mere", "trout"),
    ("Easing Tarn", "perch"),
    ("Floutern Mere", "pike"),
    ("Goat Tarn", "char"),
    ("Hidden Tarn", "no fish"),
    ("Kelpie Mere", "eel"),
    ("Lily Tarn", "tench"),
    ("Mirror Tarn", "trout"),
    ("Otter Mere", "pike"),
    ("Red Tarn", "char"),
    ("Seathwaite Mere", "eel"),
    ("Sprinkling Tarn", "trout"),
    ("Yew Tarn", "tench"),
)
"""Name and what swims in it."""

LINES = (
    ("Valley Line", ("Aldersett", "Ickenshaw", "Eskwater", "Nethercote", "Dunnerby", "Birkrigg", "Cloughend")),
    ("Quarry Branch", ("Cloughend", "Garthwick", "Murthwaite", "Raisgate")),
    ("Moor Railway", ("Nethercote", "Holmbeck", "Keldmire", "Lingholt", "Swindale")),
)
"""Railway lines with the villages at which they stop, in order."""

PATHS = (
    "Bellwether Round",
    "Charcoal Path",
    "Corpse Road",
    "Curlew Way",
    "Drovers' Way",
    "Four Tarns Walk",
    "Heather Loop",
    "Lantern Path",
    "Lower Valley Walk",
    "Mill Path",
    "Miners' Stair",
    "Packhorse Track",
    "Peat Road",
    "Pilgrims' Path",
    "Ridgeway of Tarnfell",
    "Shepherds' Round",
    "Slate Trail",
    "Wool Road",
)

BRIDGES = (
    "Abbot Bridge",
    "Beggar's Bridge",
    "Clapper Bridge",
    "Drowned Bridge",
    "Fulling Mill Bridge",
    "High Sweden Bridge",
    "Long Bridge",
    "Packmen's Bridge",
    "Postern Bridge",
    "Slater's Bridge",
    "Tollgate Bridge",
    "Wath Bridge",
)

FESTIVALS = (
    ("Barrow Race", "teams push a laden wheelbarrow through the village"),
    ("Candle Walk", "everybody carries a candle to the chapel and back"),
    ("Damson Fair", "jam, gin and tarts are judged by last year's winners"),
    ("Fell Race", "runners choose their own way to the summit and back"),
    ("Hurdle Day", "hedges are laid in a contest between two villages"),
    ("Lantern Night", "paper lanterns float down the river"),
    ("Rushbearing", "fresh rushes are strewn on the chapel floor"),
    ("Shearing Supper", "the last fleece of the year is auctioned"),
    ("Tarn Swim", "swimmers cross the tarn before breakfast"),
    ("Wool Sale", "fleeces are sold by the light of a single candle"),
)
"""Name and what happens."""

PEOPLE = (
    ("Agnes Tarr", "surveyor"),
    ("Bertram Holm", "guide"),
    ("Constance Ashby", "botanist"),
    ("Edwin Raisbeck", "railway engineer"),
    ("Florence Dacre", "photographer"),
    ("Gideon Yew", "slate quarryman"),
    ("Harriet Lowther", "guide"),
    ("Isaac Birkett", "clockmaker"),
    ("Josephine Strand", "painter"),
    ("Lambert Coupe", "schoolmaster"),
    ("Matilda Fisher", "weather observer"),
    ("Nathaniel Grieve", "bridge builder"),
    ("Octavia Wren", "guide"),
    ("Silas Postlethwaite", "publican"),
)
"""Name and profession; all of them are long dead."""

SLIPS = {
    "accommodation": "accomodation",
    "separate": "seperate",
    "until": "untill",
    "received": "recieved",
    "weather": "wheather",
    "occasionally": "occassionally",
    "bridge": "brigde",
    "beginning": "begining",
}
"""Words and how they are misspelt now and then."""

NONSENSE = (
    "THIS PLACE IS MADE OF CHEESE!!!",
    "everybody here is secretly a goat lol",
    "zap zap zap was here",
    "This article has been eaten. Nothing to see.",
    "bananas bananas bananas",
    "Do not come here, the trolls charge double on Sundays.",
)

CUSTOMS = (
    "The valley's walking club mends the signposts every spring.",
    "A box for visitors' notes hangs beside the door of the chapel.",
    "In dry summers water is carried up from the river.",
    "Dogs are welcome on a lead.",
    "The first snow usually comes in the second half of October.",
)

DISCUSSIONS = (
    (
        "Spelling of the name",
        (
            "The old maps write {page} with an e at the end. Which form do we follow?",
            "The signpost has the present form, so I would keep it.",
            "Agreed, but the old form deserves a sentence.",
        ),
    ),
    (
        "A photograph would be nice",
        (
            "Does anybody have a photograph of {page} in winter?",
            "I shall be there next month and take one.",
        ),
    ),
    (
        "Source for the figures",
        (
            "Where do the figures in the box come from?",
            "From the parish survey, as far as I know.",
            "Please name it in the text, then nobody has to ask again.",
        ),
    ),
    (
        "Too long?",
        (
            "I find this article hard to read on a telephone. Could we shorten it?",
            "Rather split it into sections.",
        ),
    ),
    (
        "Is this still so?",
        (
            "I passed {page} last week and a good deal has changed.",
            "Then please correct it, that is what the edit button is for.",
        ),
    ),
    (
        "Link to the list",
        (
            "Should the article link to the list of its kind?",
            "Yes, under See also.",
        ),
    ),
)
"""Heading and remarks of a discussion, each by somebody else."""

DELETED = (
    ("Winter route to {hut}", "Test page"),
    ("Photographs of {hut}", "No photographs in it"),
    ("Bus to {hut}", "There is no bus"),
)
"""Titles of pages that were deleted, and why."""

PROJECT_PAGES = {
    "MediaWiki:Sidebar": (
        "* navigation\n** mainpage|mainpage-description\n** recentchanges-url|recentchanges\n"
        "** randompage-url|randompage\n** Help:Contents|help\n* SEARCH\n* TOOLBOX\n* LANGUAGES"
    ),
    "Project:Style guide": (
        "Write in plain English and in whole sentences.\n\n"
        "== Figures ==\nHeights and depths are given in metres, lengths of paths in kilometres.\n\n"
        "== Names ==\nUse the form on the signpost. Other forms get a redirect.\n\n"
        "== Categories ==\nEvery article belongs to at least one category."
    ),
    "Project:Notice board": (
        "Anything that concerns more than one article.\n\n"
        "== Spring meeting ==\nWe meet in the Orrest inn on the first Sunday of April.\n\n"
        "== Lists ==\nThe lists of huts and peaks are complete now. Please keep them so."
    ),
    "Project:About": "Tarnfell Wiki is written by those who live in the valley of Tarnfell or walk there.",
    "Help:Contents": (
        "To change an article, follow ''Edit'' at its top.\n\n"
        "== Talking ==\nEvery article has a talk page. Sign what you write there with four tildes.\n\n"
        "== Undoing ==\nNothing is lost: every version of an article is in its history."
    ),
}
