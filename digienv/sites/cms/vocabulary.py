"""What the museums' content is made of: places, people, things and events, written by hand."""

from __future__ import annotations

from typing import NamedTuple

__all__ = [
    "ARTICLES",
    "CLOSINGS",
    "COLLECTIONS",
    "DEPARTMENTS",
    "DOCUMENTS",
    "EVENTS",
    "EXHIBITIONS",
    "HANDOUTS",
    "INFO",
    "KINDS",
    "PEOPLE",
    "TAGS",
    "USERS",
    "VENUES",
    "Article",
    "Event",
    "Exhibition",
    "Info",
    "Person",
    "Thing",
    "User",
    "Venue",
]


class Venue(NamedTuple):
    """A museum.

    Attributes:
        name: of it.
        address: street and number.
        building: how it is drawn.
        intro: a sentence.
        body: paragraphs.
        adult: about what an adult pays, in pounds.
    """

    name: str
    address: str
    building: str
    intro: str
    body: tuple[str, ...]
    adult: int


VENUES = (
    Venue(
        "Guildhall Museum",
        "1 Market Square, Wendham",
        "guildhall",
        "Two thousand years of Wendham in one house, from the first ford to the last tram.",
        (
            "The Guildhall was built in 1487 by the town's weavers, who met upstairs and sold their cloth below. Since "
            "1902 it has been the museum of the town.",
            "Begin in the cellar with the Roman road and climb through the centuries: a room for each, and the view "
            "over the market square at the end.",
        ),
        8,
    ),
    Venue(
        "Canal Street Gallery",
        "22 Canal Street, Wendham",
        "gallery",
        "Paintings and drawings of the valley, and three new exhibitions a year.",
        (
            "A grain store of 1831 on the old canal, with high white rooms and light from the north. The gallery shows "
            "four hundred works by artists who lived in the valley or came to see it.",
            "The drawing table in the last room has paper and pencils for everybody.",
        ),
        9,
    ),
    Venue(
        "Heron Mill",
        "Mill Lane, Wendham",
        "mill",
        "A water mill that still spins: wheel, looms and the noise of a working day.",
        (
            "Heron Mill made cloth from 1779 until 1968. Its wheel turns every day at eleven and at three, and "
            "visitors may try a hand loom.",
            "The mill race and the orchard behind it are open to all during opening hours.",
        ),
        10,
    ),
    Venue(
        "Wendham Observatory",
        "Beacon Hill, Wendham",
        "observatory",
        "A Victorian telescope under a copper dome, open by day and on clear nights.",
        (
            "The observatory was given to the town in 1884 by a brewer who loved comets. Its refractor has a lens of "
            "25 centimetres and moves by clockwork.",
            "By day the dome shows the sun on a screen; the small gallery downstairs keeps instruments and star maps.",
        ),
        7,
    ),
    Venue(
        "Station Yard",
        "Old Station Road, Wendham",
        "station",
        "Engines, signals and the people who ran the Wendham branch line.",
        (
            "The branch line closed in 1965, and the engine shed became a museum of railways and industry ten years "
            "later. Six engines stand on their own tracks.",
            "On the last Sunday of the month from April to October one of them is in steam.",
        ),
        11,
    ),
    Venue(
        "Lowfield Farm",
        "Lowfield Road, Wendham",
        "farm",
        "A farmyard as it was in 1910, with old breeds, a kitchen and a herb garden.",
        (
            "Lowfield came to the town in 1981 with its barns, its tools and two rather old horses. Since then it has "
            "shown how a family of eight lived on sixty acres.",
            "Bread is baked in the kitchen range on Saturdays, and the animals are fed at two o'clock.",
        ),
        6,
    ),
)

DEPARTMENTS = {
    "Archaeology": "Digs, finds and keeps what lies under the town.",
    "Art": "Looks after paintings, drawings and sculpture.",
    "Buildings and Gardens": "Keeps six old houses dry, warm and safe.",
    "Conservation": "Cleans, mends and protects what we keep.",
    "Costume and Textiles": "Looks after clothes, cloth and the looms.",
    "Learning": "Works with schools, families and adult learners.",
    "Natural History": "Looks after plants, animals and stones.",
    "Press and Digital": "Answers journalists and makes this website.",
    "Science and Industry": "Looks after engines, machines and instruments.",
    "Visitor Services": "Welcomes visitors and takes bookings.",
}


class Person(NamedTuple):
    """Somebody who works for the museums.

    Attributes:
        name: unique.
        role: what they are.
        department: where.
        leads: whether they lead it.
        intro: a sentence.
    """

    name: str
    role: str
    department: str
    leads: bool
    intro: str


PEOPLE = (
    Person("Alban Thorley", "Keeper of antiquities", "Archaeology", True, "Has dug in the valley for thirty summers."),
    Person("Mina Castell", "Finds officer", "Archaeology", False, "Names what people bring in after ploughing."),
    Person("Rupert Lyle", "Field archaeologist", "Archaeology", False, "Is mostly in a trench, and answers in winter."),
    Person("Helena Brandt", "Curator of paintings", "Art", True, "Hangs three exhibitions a year on Canal Street."),
    Person("Joss Wetherby", "Curator of works on paper", "Art", False, "Opens the print room on Thursdays."),
    Person("Dorcas Field", "Estates manager", "Buildings and Gardens", True, "Knows every gutter of six roofs."),
    Person("Owen Prys", "Head gardener", "Buildings and Gardens", False, "Grows the herbs and the old apples."),
    Person("Yusuf Demir", "Metals conservator", "Conservation", False, "Takes rust off swords, and leaves some on."),
    Person("Clara Nyberg", "Chief conservator", "Conservation", True, "Runs the workshop above the mill."),
    Person("Edith Amory", "Keeper of costume", "Costume and Textiles", True, "Has dressed four hundred figures."),
    Person("Sunil Rao", "Weaver", "Costume and Textiles", False, "Keeps the looms of Heron Mill in time."),
    Person("Bridget Oakes", "Schools officer", "Learning", False, "Plans visits for nine thousand pupils a year."),
    Person("Tomas Herrera", "Learning manager", "Learning", True, "Believes that museums are for touching things."),
    Person("Agnes Pell", "Family programmes", "Learning", False, "Runs the half-term weeks and the story corner."),
    Person("Lorna Mackie", "Botanist", "Natural History", False, "Counts orchids on the railway bank."),
    Person("Gideon Sparrow", "Keeper of nature", "Natural History", True, "Looks after eleven thousand beetles."),
    Person("Ottilie Marsh", "Head of communications", "Press and Digital", True, "Speaks for the museums."),
    Person("Kit Larkin", "Web editor", "Press and Digital", False, "Reads every page of this site before you do."),
    Person("Petra Voss", "Photographer", "Press and Digital", False, "Has a studio in the old signal box."),
    Person("Harold Stokes", "Engineer", "Science and Industry", False, "Lights the fire on steaming days."),
    Person("Miriam Gold", "Keeper of science", "Science and Industry", True, "Looks after clocks, lenses and engines."),
    Person("Felix Arden", "Astronomer", "Science and Industry", False, "Opens the dome on clear nights."),
    Person("Nadia Rahman", "Bookings officer", "Visitor Services", False, "Finds a date for every group."),
    Person("Walter Finch", "Visitor services manager", "Visitor Services", True, "Leads forty people at six doors."),
    Person("Rosa Quint", "Volunteer coordinator", "Visitor Services", False, "Matches people with things to do."),
)


class User(NamedTuple):
    """Somebody who signs in to the back office; a member of staff."""

    name: str
    group: str


USERS = (
    User("Ottilie Marsh", "admin"),
    User("Kit Larkin", "Moderators"),
    User("Helena Brandt", "Moderators"),
    User("Walter Finch", "Moderators"),
    User("Mina Castell", "Editors"),
    User("Joss Wetherby", "Editors"),
    User("Edith Amory", "Editors"),
    User("Bridget Oakes", "Editors"),
    User("Agnes Pell", "Editors"),
    User("Gideon Sparrow", "Editors"),
    User("Miriam Gold", "Editors"),
    User("Felix Arden", "Editors"),
    User("Petra Voss", "Picture desk"),
    User("Yusuf Demir", "Picture desk"),
)


class Thing(NamedTuple):
    """An object of a collection.

    Attributes:
        title: unique.
        made: where and when.
        material: of it.
        motif: how it is drawn.
        ink: in which colour.
        intro: a sentence.
        body: two sentences more.
    """

    title: str
    made: str
    material: str
    motif: str
    ink: str
    intro: str
    body: str


COLLECTIONS: dict[str, tuple[str, tuple[Thing, ...]]] = {
    "Coins and hoards": (
        "What the ground has given back: coins, blades and pots from two thousand years.",
        (
            Thing(
                "The Ford hoard",
                "Britain, about 270",
                "bronze",
                "hoard",
                "gold",
                "Two hundred coins in a grey pot, found under the ford in 1931.",
                "The youngest coin is from 274. Whoever hid it did not come back.",
            ),
            Thing(
                "Gold stater of the valley people",
                "Britain, about 40 BC",
                "gold",
                "coin",
                "gold",
                "A horse with three legs, on a coin as wide as a thumb.",
                "It is the oldest coin of the collection. A girl found it on her way to school in 1957.",
            ),
            Thing(
                "Sword from Heron Weir",
                "Britain, about 900",
                "iron and silver",
                "sword",
                "steel",
                "A blade that lay in the river for a thousand years.",
                "The silver on the hilt shows two birds. The tip was broken on purpose before it was thrown in.",
            ),
            Thing(
                "Brooch with a hare",
                "Wendham, about 150",
                "enamelled bronze",
                "brooch",
                "teal",
                "A running hare no longer than a finger joint.",
                "The red and green enamel is still bright. Hares like it were made in a "
                "workshop behind today's post office.",
            ),
            Thing(
                "Floor tile with a lion",
                "Wendham, about 1250",
                "fired clay",
                "tile",
                "rust",
                "One of nine tiles from the vanished priory.",
                "The lion was pressed with a wooden stamp. A cat walked over it before it was dry.",
            ),
            Thing(
                "Storage jar from Beacon Hill",
                "Britain, about 600 BC",
                "clay",
                "pot",
                "rust",
                "A jar as tall as a child, put together from ninety pieces.",
                "Grains of barley were still stuck to the inside. It held enough for one family's winter.",
            ),
        ),
    ),
    "Paintings and drawings": (
        "Four centuries of looking at the valley, in oil, ink and chalk.",
        (
            Thing(
                "Wendham from the south",
                "Wendham, 1792",
                "oil on canvas",
                "landscape",
                "green",
                "The earliest view of the town, with the mill on the left.",
                "The painter moved the church a little to the right. Everything else can still be found.",
            ),
            Thing(
                "The mill girl",
                "Wendham, 1861",
                "oil on panel",
                "portrait",
                "rust",
                "She looks straight at us, with cotton in her hair.",
                "Her name was Ann Fell, and she was fifteen. The pay book of Heron Mill names her until 1874.",
            ),
            Thing(
                "Study of oak leaves",
                "Wendham, 1820",
                "black chalk",
                "sketch",
                "brown",
                "A sheet from the sketchbook of a schoolmaster.",
                "He drew the same tree every October for forty years. The museum has twelve of the sheets.",
            ),
            Thing(
                "Snow on Beacon Hill",
                "Wendham, 1909",
                "oil on canvas",
                "landscape",
                "blue",
                "Blue shadows and not a single footprint.",
                "It was painted in one morning. The artist complained that his brushes froze.",
            ),
            Thing(
                "Portrait of a brewer",
                "London, 1880",
                "oil on canvas",
                "portrait",
                "teal",
                "The man who gave the town its observatory.",
                "A comet is painted into the window behind him. It is said that he asked for it afterwards.",
            ),
            Thing(
                "Boats at Canal Street",
                "Wendham, 1938",
                "pen and wash",
                "boat",
                "blue",
                "Three narrow boats in the rain, drawn in ten minutes.",
                "The building on the right is today's gallery. The boats carried flour until 1951.",
            ),
        ),
    ),
    "Costume and cloth": (
        "What people of Wendham wore, and how it was made.",
        (
            Thing(
                "Wedding dress of Mary Lowfield",
                "Wendham, 1847",
                "silk",
                "dress",
                "rose",
                "Woven, dyed and sewn within two miles.",
                "The silk was her father's present. She wore it again for her golden wedding, let out by a hand.",
            ),
            Thing(
                "Fan with swallows",
                "Wendham, about 1890",
                "paper and bone",
                "fan",
                "teal",
                "Nine swallows, one for each rib.",
                "It was sold for the opening of the branch line. Every guest got one.",
            ),
            Thing(
                "Dancing shoes",
                "London, 1926",
                "leather",
                "shoe",
                "red",
                "A pair that danced through its soles three times.",
                "They belonged to a tram conductor. The museum also keeps his prize cups.",
            ),
            Thing(
                "Sample book of Heron Mill",
                "Wendham, 1812",
                "wool and paper",
                "cloth",
                "red",
                "Four hundred patches of cloth, with numbers and prices.",
                "Number 217 was ordered for the coats of the town band. It still is.",
            ),
            Thing(
                "Top hat in its box",
                "London, 1870",
                "beaver felt",
                "hat",
                "ink",
                "A doctor's hat, with a listening tube inside.",
                "He wore it on all visits. The box says how to find his house.",
            ),
            Thing(
                "Quilt of the night shift",
                "Wendham, 1915",
                "cotton",
                "cloth",
                "blue",
                "Made from mill waste by thirty-one women, each of whom signed a square.",
                "It was sold in a raffle for a hospital. The winner gave it back to the mill.",
            ),
        ),
    ),
    "Nature of the valley": (
        "Stones, wings and leaves from between the two rivers.",
        (
            Thing(
                "Ammonite from the quarry",
                "Wendham, 180 million years ago",
                "limestone",
                "fossil",
                "brown",
                "A spiral as wide as a cartwheel.",
                "The quarrymen used it as a doorstep for years. It has been walked on by two kings.",
            ),
            Thing(
                "Swallowtail of 1893",
                "Wendham, 1893",
                "insect",
                "butterfly",
                "gold",
                "The last one that was seen in the valley.",
                "Its wings have kept their yellow because they never saw the sun. A drawing stands in "
                "for it every other year.",
            ),
            Thing(
                "The kingfisher of Heron Weir",
                "Wendham, 1904",
                "mounted bird",
                "bird",
                "blue",
                "Found on the mill's doorstep on a cold morning.",
                "The miller's son mounted it himself. It began the collection of birds.",
            ),
            Thing(
                "Fern album",
                "Wendham, 1866",
                "pressed plants",
                "fern",
                "green",
                "Sixty ferns, collected on Sundays by two sisters.",
                "Eleven of the kinds no longer grow here. The sisters' notes say where they did.",
            ),
            Thing(
                "Stag beetle cabinet",
                "Wendham, 1921",
                "insects and oak",
                "beetle",
                "brown",
                "One drawer of two hundred.",
                "The cabinet smells of camphor and is opened once a month. Beetles are still added.",
            ),
            Thing(
                "Mammoth tooth",
                "Wendham, 30,000 years ago",
                "ivory",
                "tooth",
                "sand",
                "Dug up when the canal was made.",
                "It weighs four kilograms. The diggers took it for a fossil loaf.",
            ),
        ),
    ),
    "Machines and instruments": (
        "Things that turn, tick, measure and pull.",
        (
            Thing(
                "Engine number 7",
                "Leeds, 1889",
                "steel",
                "engine",
                "green",
                "The engine that pulled the last train out of Wendham.",
                "It burns a ton of coal on a steaming day. Children may ring the bell.",
            ),
            Thing(
                "Brewer's telescope",
                "Dublin, 1884",
                "brass and glass",
                "telescope",
                "gold",
                "Four metres long and moved by clockwork.",
                "It has seen three comets and one eclipse of the sun. The lens has never been taken out.",
            ),
            Thing(
                "Turret clock of the Guildhall",
                "Wendham, 1702",
                "iron",
                "clock",
                "steel",
                "It has one hand, and is never more than a quarter of an hour wrong.",
                "It is wound on Mondays by hand. The weights go down into the cellar.",
            ),
            Thing(
                "Celestial globe",
                "Amsterdam, 1640",
                "paper and wood",
                "globe",
                "blue",
                "The sky as seen from outside, with a giraffe in it.",
                "It was bought to teach navigation at the school. The school is two hundred kilometres from the sea.",
            ),
            Thing(
                "Signal lamp of the yard",
                "Birmingham, 1902",
                "copper and glass",
                "lantern",
                "red",
                "Red, green and a clear eye.",
                "It hung at the level crossing until 1965. The crossing keeper's daughter gave it.",
            ),
            Thing(
                "Penny-farthing",
                "Coventry, 1881",
                "steel and rubber",
                "bicycle",
                "ink",
                "The town doctor's way to see his patients.",
                "He fell twice in eleven years and set his own arm. The museum does not lend it.",
            ),
        ),
    ),
    "Everyday life": (
        "Kitchens, shops and front rooms, from the copper kettle to the radio.",
        (
            Thing(
                "Lowfield teapot",
                "Wendham, 1788",
                "earthenware",
                "teapot",
                "teal",
                "Mended with three rivets, and used for ninety years after that.",
                "The lid is from another pot. Nobody at the farm minded.",
            ),
            Thing(
                "Chair of the town crier",
                "Wendham, 1650",
                "oak",
                "chair",
                "brown",
                "High, hard and made to keep him awake.",
                "His bell hangs beside it. There has been no crier since 1911.",
            ),
            Thing(
                "Toy boat from the flood",
                "Wendham, 1912",
                "wood",
                "boat",
                "red",
                "A boy let it go in Mill Lane and found it in the church.",
                "The flood stood a metre high in the nave. The boat was framed and hung there.",
            ),
            Thing(
                "Kitchen radio",
                "London, 1934",
                "bakelite",
                "radio",
                "brown",
                "It brought dance bands to Lowfield Farm.",
                "Neighbours came to listen on Saturdays. Each of them brought a log.",
            ),
            Thing(
                "Box camera",
                "Wendham, 1910",
                "wood and leather",
                "camera",
                "ink",
                "Six thousand pictures of the town were taken with it.",
                "Its owner kept a shop for hats and photographed every customer. The plates are in our archive.",
            ),
            Thing(
                "Butter mould with a cow",
                "Wendham, about 1900",
                "sycamore",
                "mould",
                "sand",
                "Every farm had its own mark; Lowfield's was a cow.",
                "Butter with the cow cost a penny more. The mould is still used on Saturdays.",
            ),
        ),
    ),
}

KINDS: dict[str, tuple[tuple[str, ...], str]] = {
    "talk": (
        ("There is time for questions, and for tea afterwards.", "The hall has a hearing loop and seats for eighty."),
        "lectern",
    ),
    "workshop": (
        (
            "All materials are included; please bring an apron.",
            "The group is small: twelve places, and no experience is needed.",
        ),
        "tools",
    ),
    "tour": (
        (
            "We meet at the ticket desk five minutes before.",
            "The tour takes place in all weathers; there are some stairs.",
        ),
        "pin",
    ),
    "family": (
        ("For children from five to eleven, who bring a grown-up.", "Come when you like and stay as long as you like."),
        "kite",
    ),
    "evening": (
        ("Doors open half an hour before.", "The bar takes cards and cash; the last bus leaves at half past ten."),
        "note",
    ),
}
"""Of each kind of event: what may be said of it, and how it is drawn."""


class Event(NamedTuple):
    """Something that takes place on a day.

    Attributes:
        title: unique.
        kind: of `KINDS`.
        venue: name.
        intro: a sentence.
    """

    title: str
    kind: str
    venue: str
    intro: str


EVENTS = (
    Event("Who hid the Ford hoard?", "talk", "Guildhall Museum", "Three answers to a question of the year 274."),
    Event("How to read a tile", "talk", "Guildhall Museum", "What stamps, glazes and paw prints tell."),
    Event("A town in ten maps", "talk", "Guildhall Museum", "From the ford to the ring road in an hour."),
    Event("The tram that came late", "talk", "Guildhall Museum", "Eleven years of Wendham's only tram line."),
    Event("Painting snow", "talk", "Canal Street Gallery", "Why it is hardly ever white."),
    Event("Women who drew the valley", "talk", "Canal Street Gallery", "Six artists of whom we own one sheet each."),
    Event("What the varnish hid", "talk", "Canal Street Gallery", "A cloud that nobody had seen since 1850."),
    Event("Cloth for a king's coat", "talk", "Heron Mill", "An order of 1815 and the trouble that it made."),
    Event("The language of looms", "talk", "Heron Mill", "How mill workers talked through the noise."),
    Event("Comets and other visitors", "talk", "Wendham Observatory", "What to expect of the sky this year."),
    Event("Our nearest star", "talk", "Wendham Observatory", "The sun, its spots and its moods."),
    Event("Signals and semaphores", "talk", "Station Yard", "How to stop a train politely."),
    Event("The last day of the branch line", "talk", "Station Yard", "Films and memories of a wet Saturday in 1965."),
    Event("Old apples, new orchards", "talk", "Lowfield Farm", "Forty kinds, and how to keep them."),
    Event("Weaving for beginners", "workshop", "Heron Mill", "Make a scarf on a table loom."),
    Event("Dyeing with plants", "workshop", "Heron Mill", "Madder, woad and weld in three copper pots."),
    Event("Mending by hand", "workshop", "Heron Mill", "Bring a jumper with a hole."),
    Event("Drawing from casts", "workshop", "Canal Street Gallery", "Charcoal, patience and a plaster foot."),
    Event("Printing in two colours", "workshop", "Canal Street Gallery", "Cut a block and pull your own print."),
    Event("Painting the canal", "workshop", "Canal Street Gallery", "Watercolour outdoors, if the weather lets us."),
    Event("Make a sundial", "workshop", "Wendham Observatory", "In brass, for the latitude of your own garden."),
    Event("Build a small telescope", "workshop", "Wendham Observatory", "Two lenses, one tube and a clear night."),
    Event("Baking in the kitchen range", "workshop", "Lowfield Farm", "Bread and oatcakes as in 1910."),
    Event("Hedge laying", "workshop", "Lowfield Farm", "A cold craft for warm gloves."),
    Event("Keeping bees", "workshop", "Lowfield Farm", "A year in the hive in one day."),
    Event("Mark your own coin", "workshop", "Guildhall Museum", "Strike pewter with a hammer and a die."),
    Event("Bronze casting", "workshop", "Guildhall Museum", "A brooch, from wax to metal."),
    Event("Firing an engine", "workshop", "Station Yard", "A morning with shovel and gauge."),
    Event("Under the Guildhall", "tour", "Guildhall Museum", "The cellar, the well and a door that is always shut."),
    Event("Clock and tower", "tour", "Guildhall Museum", "Ninety-one steps to a clock with one hand."),
    Event("Behind the white walls", "tour", "Canal Street Gallery", "The picture store, one screen at a time."),
    Event("The mill at work", "tour", "Heron Mill", "From the wheel to the last loom."),
    Event("Bats of the mill race", "tour", "Heron Mill", "With detectors and a torch, at dusk."),
    Event("Dome and lens", "tour", "Wendham Observatory", "How the telescope follows a star."),
    Event("Engine shed after hours", "tour", "Station Yard", "Into the cabs, with the lights on."),
    Event("Orchids of the railway bank", "tour", "Station Yard", "Six kinds within a hundred metres."),
    Event("Herbs and remedies", "tour", "Lowfield Farm", "The garden by smell."),
    Event("Lambing day", "family", "Lowfield Farm", "With luck, some new faces."),
    Event("Egg hunt in the orchard", "family", "Lowfield Farm", "Forty eggs and a map."),
    Event("Knights for a day", "family", "Guildhall Museum", "Shields, helmets and rules of fighting fair."),
    Event("Roman lunch box", "family", "Guildhall Museum", "Cook, taste and write on wax."),
    Event("Spin like a spider", "family", "Heron Mill", "Threads, webs and a very large loom."),
    Event("Rockets and planets", "family", "Wendham Observatory", "Things that fly, made of paper."),
    Event("Steam and cake", "family", "Station Yard", "A ride behind engine number 7."),
    Event("Paint with mud", "family", "Canal Street Gallery", "Colours from the river bank."),
    Event("Stories in the barn", "family", "Lowfield Farm", "Three tales and a horse who listens."),
    Event("Strings at the gallery", "evening", "Canal Street Gallery", "Four players among the landscapes."),
    Event("Folk night in the mill", "evening", "Heron Mill", "Songs of the loom, and a fiddle."),
    Event("Stars and soup", "evening", "Wendham Observatory", "An evening under the dome, clouds or not."),
    Event("Silent films at the station", "evening", "Station Yard", "With a piano that was once in the waiting room."),
    Event("Guildhall by candlelight", "evening", "Guildhall Museum", "The rooms as they were meant to be seen."),
    Event("Supper in the orchard", "evening", "Lowfield Farm", "One long table and everything that the farm grows."),
)


class Exhibition(NamedTuple):
    """Something that is on show for some time.

    Attributes:
        title: unique.
        venue: name.
        curator: name.
        motif: how it is drawn.
        ink: in which colour.
        intro: a sentence.
    """

    title: str
    venue: str
    curator: str
    motif: str
    ink: str
    intro: str


EXHIBITIONS = (
    Exhibition(
        "Small change",
        "Guildhall Museum",
        "Mina Castell",
        "hoard",
        "rust",
        "What people bought with the coins that we find.",
    ),
    Exhibition(
        "Under the asphalt",
        "Guildhall Museum",
        "Alban Thorley",
        "tile",
        "ink",
        "Finds from the new ring road, straight from the trench.",
    ),
    Exhibition(
        "The weavers' house",
        "Guildhall Museum",
        "Edith Amory",
        "cloth",
        "green",
        "The guild that built the Guildhall, in its own words.",
    ),
    Exhibition(
        "Winter light", "Canal Street Gallery", "Helena Brandt", "landscape", "ink", "Forty paintings of short days."
    ),
    Exhibition(
        "Lines on paper",
        "Canal Street Gallery",
        "Joss Wetherby",
        "sketch",
        "teal",
        "Drawings that are too fragile to be shown for long.",
    ),
    Exhibition(
        "Faces of the mill",
        "Canal Street Gallery",
        "Helena Brandt",
        "portrait",
        "blue",
        "Portraits of people who worked and were never named.",
    ),
    Exhibition("Indigo", "Heron Mill", "Edith Amory", "dress", "blue", "A colour and its long journey."),
    Exhibition("Threads of 1915", "Heron Mill", "Sunil Rao", "cloth", "rose", "The night shift and its quilt."),
    Exhibition(
        "Mapping the sky", "Wendham Observatory", "Felix Arden", "globe", "teal", "Star maps from five centuries."
    ),
    Exhibition(
        "On time", "Station Yard", "Miriam Gold", "clock", "red", "How the railway taught the valley what time it was."
    ),
    Exhibition(
        "Wings over Wendham",
        "Lowfield Farm",
        "Gideon Sparrow",
        "bird",
        "green",
        "Birds of farm and hedge, then and now.",
    ),
    Exhibition(
        "The apple and the bee",
        "Lowfield Farm",
        "Lorna Mackie",
        "butterfly",
        "red",
        "An orchard and those who visit it.",
    ),
)

TAGS = (
    "Acquisitions",
    "Buildings",
    "Conservation",
    "Events",
    "Exhibitions",
    "Learning",
    "People",
    "Research",
    "Volunteers",
)


class Article(NamedTuple):
    """A piece of news.

    Attributes:
        title: unique.
        tags: of `TAGS`.
        author: name.
        venue: name of the museum that is shown.
        intro: a sentence.
        body: a paragraph.
    """

    title: str
    tags: tuple[str, ...]
    author: str
    venue: str
    intro: str
    body: str


ARTICLES = (
    Article(
        "New roof for the engine shed",
        ("Buildings",),
        "Dorcas Field",
        "Station Yard",
        "Eleven thousand slates come off, and eleven thousand go on.",
        "The work takes five months. The engines stay where they are, under covers that were sewn at Heron Mill.",
    ),
    Article(
        "The wheel turns again",
        ("Buildings", "Conservation"),
        "Clara Nyberg",
        "Heron Mill",
        "After a winter of repairs the water wheel is back at work.",
        "Forty of its oak floats were replaced. The old ones become benches on the mill race.",
    ),
    Article(
        "A ramp for the Guildhall",
        ("Buildings",),
        "Dorcas Field",
        "Guildhall Museum",
        "The front door can now be reached without steps.",
        "The ramp is of the same stone as the house and rises so gently that most people do not notice it.",
    ),
    Article(
        "Copper on the dome",
        ("Buildings", "Conservation"),
        "Dorcas Field",
        "Wendham Observatory",
        "The dome will shine for about two years, and then turn green.",
        "Twelve sheets had been lifted by the storm. A roofer from the town has put new ones in their place.",
    ),
    Article(
        "Warmer rooms on Canal Street",
        ("Buildings",),
        "Dorcas Field",
        "Canal Street Gallery",
        "New windows keep the heat in and the ultraviolet out.",
        "Visitors in the last room will no longer need their coats. The paintings "
        "did not complain, but they too are better off.",
    ),
    Article(
        "The barn stands straight",
        ("Buildings",),
        "Owen Prys",
        "Lowfield Farm",
        "For the first time since 1920 the great barn does not lean.",
        "It was jacked up by the width of a hand. The swallows' nests were left where they were.",
    ),
    Article(
        "Three hundred volunteers",
        ("Volunteers", "People"),
        "Rosa Quint",
        "Guildhall Museum",
        "This month the three hundredth volunteer joined us.",
        "Volunteers gave nineteen thousand hours last year. They guide, sew, count beetles and polish engines.",
    ),
    Article(
        "Gardeners wanted",
        ("Volunteers",),
        "Rosa Quint",
        "Lowfield Farm",
        "The herb garden looks for six pairs of hands.",
        "No knowledge is needed, only a free Tuesday morning. Tools, tea and advice are provided.",
    ),
    Article(
        "Transcribe a diary from home",
        ("Volunteers", "Research"),
        "Kit Larkin",
        "Heron Mill",
        "A mill manager wrote every day for thirty years, and not very clearly.",
        "We have photographed all 9,000 pages. Anybody can take ten of them and type what they can read.",
    ),
    Article(
        "Thank you, Stan",
        ("People", "Volunteers"),
        "Harold Stokes",
        "Station Yard",
        "After forty years the man who lit the boilers puts his shovel down.",
        "Stan came as a boy to see the engines and stayed. He will still bring the cake.",
    ),
    Article(
        "A prize for the story corner",
        ("Learning", "People"),
        "Tomas Herrera",
        "Lowfield Farm",
        "Our family programme is among the five best in the country.",
        "The jury liked the barn, the horse, and that nobody was told to be quiet.",
    ),
    Article(
        "Loan boxes go on tour",
        ("Learning",),
        "Bridget Oakes",
        "Guildhall Museum",
        "Real objects for the classroom, in boxes that survive a school bus.",
        "There are nine boxes on nine subjects. Each may be kept for two weeks and costs nothing.",
    ),
    Article(
        "Ten thousand pupils",
        ("Learning",),
        "Bridget Oakes",
        "Heron Mill",
        "Never before have so many classes come within one school year.",
        "The mill was the favourite, the observatory a close second. The longest journey was four hours.",
    ),
    Article(
        "A summer school for teachers",
        ("Learning", "Events"),
        "Tomas Herrera",
        "Canal Street Gallery",
        "Three days of drawing, digging and looking closely.",
        "The course is free for teachers of the county. Places are given in the order in which you write to us.",
    ),
    Article(
        "What the X-ray saw",
        ("Conservation", "Research"),
        "Clara Nyberg",
        "Canal Street Gallery",
        "There is a second painting under the mill girl.",
        "It shows a cow, seen from behind. The painter seems to have changed his mind rather quickly.",
    ),
    Article(
        "The sword comes back",
        ("Conservation",),
        "Yusuf Demir",
        "Guildhall Museum",
        "Eight months in the workshop have brought the two birds to light.",
        "Rust was taken off under the microscope, a grain at a time. The blade is now in a case with dry air.",
    ),
    Article(
        "A quilt takes a bath",
        ("Conservation",),
        "Edith Amory",
        "Heron Mill",
        "Six people, one basin and four hundred litres of water.",
        "The quilt of the night shift had last been washed in 1931. It took nine hours to dry, and nobody left.",
    ),
    Article(
        "Saving six thousand plates",
        ("Conservation", "Research"),
        "Petra Voss",
        "Guildhall Museum",
        "The hatter's photographs are being cleaned and scanned.",
        "A thousand are done. Many people of Wendham will find a great-grandmother in a new hat.",
    ),
    Article(
        "How old is the stater?",
        ("Research",),
        "Mina Castell",
        "Guildhall Museum",
        "A new analysis makes our oldest coin ten years older.",
        "The gold has a little more silver in it than was thought. That points to a mint further north.",
    ),
    Article(
        "Counting beetles",
        ("Research",),
        "Gideon Sparrow",
        "Lowfield Farm",
        "Two hundred kinds live in our hedges, and one of them is new to the county.",
        "It is three millimetres long and brown. Specialists were beside themselves.",
    ),
    Article(
        "The river in 1600",
        ("Research",),
        "Rupert Lyle",
        "Heron Mill",
        "Cores from the meadow show where the ford really was.",
        "It lay eighty metres upstream of the bridge. Street names will have to live with it.",
    ),
    Article(
        "A comet over Beacon Hill",
        ("Research", "Events"),
        "Felix Arden",
        "Wendham Observatory",
        "Four clear nights and a thousand visitors.",
        "The queue went down to the second bend. Those who waited saw a green smudge and were happy.",
    ),
    Article(
        "Orchids by the rails",
        ("Research",),
        "Lorna Mackie",
        "Station Yard",
        "The bank behind the shed is richer than ever.",
        "Four hundred flowering spikes were counted in June. The mowing plan stays as it is.",
    ),
    Article(
        "Longer evenings in summer",
        ("Events",),
        "Walter Finch",
        "Canal Street Gallery",
        "On Thursdays the gallery tries out late opening.",
        "The bar on the quay is run by the friends of the gallery. If enough people come, we shall do it again.",
    ),
    Article(
        "Half term at the museums",
        ("Events", "Learning"),
        "Agnes Pell",
        "Guildhall Museum",
        "Nine days, six museums and something to make in each.",
        "Children come in for a pound. Nothing has to be booked, except a place at the anvil.",
    ),
    Article(
        "The long night of the museums",
        ("Events",),
        "Ottilie Marsh",
        "Guildhall Museum",
        "Six doors open until midnight, with one bus between them.",
        "There will be music in the mill, soup at the observatory and very slow trains in the yard.",
    ),
    Article(
        "A million visits",
        ("People",),
        "Ottilie Marsh",
        "Guildhall Museum",
        "The millionth visitor since we began to count came on a rainy Tuesday.",
        "She is nine years old and had come for the mammoth. She got a season ticket and a slice of cake.",
    ),
    Article(
        "Friends give a kiln",
        ("People", "Learning"),
        "Tomas Herrera",
        "Canal Street Gallery",
        "The studio can now fire what its visitors make.",
        "The friends collected for three years. The first firing was of forty small hippopotamuses.",
    ),
    Article(
        "Apples for everybody",
        ("Events",),
        "Owen Prys",
        "Lowfield Farm",
        "The orchard had its best year since we began to write it down.",
        "Bring a bag and take what you can carry. The cider press runs on both weekends.",
    ),
    Article(
        "A new guide in large print",
        ("Learning",),
        "Kit Larkin",
        "Guildhall Museum",
        "It can be borrowed at every desk, and read without glasses.",
        "Volunteers with poor sight wrote it with us. It also exists as a recording.",
    ),
    Article(
        "The model railway moves",
        ("Buildings",),
        "Harold Stokes",
        "Station Yard",
        "Eighty metres of track go up one floor.",
        "It was taken apart into 212 pieces, and 212 pieces arrived. Running begins again in a month.",
    ),
    Article(
        "Night moths of the mill race",
        ("Research", "Volunteers"),
        "Gideon Sparrow",
        "Heron Mill",
        "One sheet, one lamp and 140 kinds of moth.",
        "The count goes on every new moon. Everybody who can stay awake is welcome.",
    ),
    Article(
        "Old films found in an attic",
        ("Research",),
        "Petra Voss",
        "Station Yard",
        "Twelve reels show the branch line in the year before it closed.",
        "Two are too brittle to be run. The other ten have been copied and will be shown with music.",
    ),
    Article(
        "Bells for the clock",
        ("Conservation", "Buildings"),
        "Miriam Gold",
        "Guildhall Museum",
        "The turret clock will strike again after sixty years.",
        "The hammer had been tied up because of a neighbour who slept badly. The new neighbours have agreed.",
    ),
    Article(
        "Bread from our own wheat",
        ("Events",),
        "Owen Prys",
        "Lowfield Farm",
        "Half an acre of an old kind was sown in October.",
        "It grows taller than a man and falls over in the rain. The baker says that it is worth it.",
    ),
    Article(
        "A gift of lace",
        ("Acquisitions",),
        "Edith Amory",
        "Heron Mill",
        "Three generations of lace makers come to the mill in one suitcase.",
        "There are 86 pieces, and the pillows on which they were made. Some are unfinished, with the bobbins still on.",
    ),
    Article(
        "Letters of a signalman",
        ("Acquisitions", "Research"),
        "Miriam Gold",
        "Station Yard",
        "He wrote to his wife from every shift for eleven years.",
        "The family has given us 900 letters. Most are about the weather, and about trains that were late.",
    ),
    Article(
        "A sketchbook returns",
        ("Acquisitions",),
        "Joss Wetherby",
        "Canal Street Gallery",
        "Sold in 1950, bought back at an auction in March.",
        "It has forty pages of the valley, and a recipe for ink. The friends of the gallery paid half.",
    ),
    Article(
        "Donate a radio",
        ("Acquisitions",),
        "Miriam Gold",
        "Lowfield Farm",
        "We look for sets from before 1950, in any state.",
        "The kitchen radio needs a valve that is no longer made. What cannot be used goes to the repair evening.",
    ),
    Article(
        "The priory in three dimensions",
        ("Research", "Learning"),
        "Alban Thorley",
        "Guildhall Museum",
        "Walk through a house that was pulled down in 1539.",
        "The model rests on nine tiles, two drawings and a lot of argument. It can be seen on the screen in room four.",
    ),
    Article(
        "Spring lambs on camera",
        ("Events",),
        "Agnes Pell",
        "Lowfield Farm",
        "The lambing shed can be watched day and night.",
        "Last year people from thirty countries looked in. Please do not telephone at night to say that one is coming.",
    ),
    Article(
        "A seat by the river",
        ("Buildings",),
        "Owen Prys",
        "Heron Mill",
        "Four benches of old mill oak stand on the race.",
        "They were made by pupils of the town's college. Each has a view of the weir and room for three.",
    ),
    Article(
        "Repair evening at the yard",
        ("Events", "Volunteers"),
        "Harold Stokes",
        "Station Yard",
        "Bring what is broken and take it home whole.",
        "Our engineers look at lamps, toasters and radios. They are better at steam, but they try.",
    ),
    Article(
        "Tickets on the telephone",
        ("People",),
        "Nadia Rahman",
        "Guildhall Museum",
        "Bookings can now be made until seven in the evening.",
        "Two colleagues have joined the desk. Groups still need to write a week ahead.",
    ),
    Article(
        "Drawing club for all ages",
        ("Learning", "Events"),
        "Joss Wetherby",
        "Canal Street Gallery",
        "Every second Sunday the last room becomes a studio.",
        "There is a model, a still life or simply the rain on the canal. Paper is free.",
    ),
    Article(
        "The herbarium goes online",
        ("Research",),
        "Lorna Mackie",
        "Lowfield Farm",
        "Four thousand pressed plants can be seen from home.",
        "Each sheet was photographed with its label. The oldest was picked in 1802.",
    ),
    Article(
        "Storm damage at Beacon Hill",
        ("Buildings",),
        "Dorcas Field",
        "Wendham Observatory",
        "The path is closed, the dome is safe.",
        "Two beeches fell across the steps. Until they are cleared visitors come up by the road.",
    ),
    Article(
        "Quiet mornings",
        ("Events",),
        "Walter Finch",
        "Guildhall Museum",
        "On the first Saturday of the month we begin without sounds and bright lights.",
        "The hour before noon is for visitors who like it calm. Everybody may come.",
    ),
    Article(
        "Cataloguing the button boxes",
        ("Research", "Volunteers"),
        "Edith Amory",
        "Heron Mill",
        "Nineteen boxes, about forty thousand buttons.",
        "They are sorted by material, size and number of holes. The oldest so far is from a coat of 1740.",
    ),
    Article(
        "Meet the new horse",
        ("People",),
        "Owen Prys",
        "Lowfield Farm",
        "His name is Captain, and he weighs as much as a small car.",
        "He has learned the cart within a week. Carrots may be left at the ticket desk.",
    ),
)

CLOSINGS = (
    "More can be asked at any of our desks.",
    "We are grateful to everybody who helped.",
    "Admission is as usual.",
    "A film about it can be seen in the entrance hall.",
    "Journalists are welcome to write to us.",
)


class Info(NamedTuple):
    """A page that tells something, and the section that it is in."""

    section: str
    title: str
    intro: str
    parts: tuple[tuple[str, str], ...]


INFO = (
    Info(
        "Visit us",
        "Tickets and passes",
        "One ticket for one museum, or a pass for all six.",
        (
            (
                "The pass",
                "The pass costs £36 and is valid for a year in all six museums. It is for one person and can be "
                "bought at every desk.",
            ),
            ("Free admission", "Children under five, carers and members of the friends come in free."),
        ),
    ),
    Info(
        "Visit us",
        "Getting here",
        "All museums are within two miles of Wendham station.",
        (
            (
                "By bus",
                "Line 4 runs every twenty minutes from the station to the Market Square, Canal Street and Mill Lane.",
            ),
            ("By car", "There is a car park at Station Yard. It costs £4 a day."),
        ),
    ),
    Info(
        "Visit us",
        "Access",
        "What to expect at each door.",
        (
            (
                "Steps and lifts",
                "All museums but the observatory can be visited without steps. Wheelchairs can be borrowed at "
                "the Guildhall.",
            ),
            ("Hearing and sight", "There are hearing loops at every desk, and a guide in large print."),
        ),
    ),
    Info(
        "Visit us",
        "Groups",
        "Ten people or more pay the group price.",
        (
            ("Booking", "Please write at least a week ahead. Groups of more than thirty are divided."),
            ("Guides", "A guide costs £45 for each group and stays for an hour."),
        ),
    ),
    Info(
        "Visit us",
        "Cafés and shops",
        "Soup in the cellar, cake at the mill.",
        (
            (
                "Cafés",
                "There are cafés at the Guildhall Museum and at Heron Mill. They close half an hour before the museum.",
            ),
            ("Shops", "The shop at Heron Mill sells cloth by the metre."),
        ),
    ),
    Info(
        "Learning",
        "School visits",
        "Sessions for classes of all ages, on weekdays in term time.",
        (
            ("What it costs", "A session of ninety minutes costs £3 for each pupil. Teachers come in free."),
            ("What to bring", "Old clothes, lunch and questions."),
        ),
    ),
    Info(
        "Learning",
        "Loan boxes",
        "Nine boxes of real things for the classroom.",
        (
            ("Subjects", "Romans, weavers, railways, stars, farms, fossils, birds, portraits and the flood of 1912."),
            ("How long", "A box may be kept for two weeks."),
        ),
    ),
    Info(
        "Learning",
        "Adult courses",
        "Six evenings each, twice a year.",
        (
            ("Spring", "Drawing, weaving and the history of the valley begin in the second week of April."),
            ("Autumn", "Astronomy, bookbinding and old handwriting begin in the first week of October."),
        ),
    ),
    Info(
        "Learning",
        "Home educators",
        "A morning a month, for families who learn at home.",
        (("When", "On the second Wednesday of the month, at ten, each time in another museum."),),
    ),
    Info(
        "About us",
        "Our history",
        "From one room above the market to six museums.",
        (
            ("Beginnings", "In 1902 the town council put three cases of finds into the Guildhall and hired a keeper."),
            (
                "Growth",
                "The observatory was added in 1926, the gallery in 1954, the mill in 1970, the yard in 1975 and the "
                "farm in 1981.",
            ),
        ),
    ),
    Info(
        "About us",
        "Volunteering",
        "Three hundred people give us their time.",
        (
            ("What you can do", "Guide visitors, mend cloth, polish engines, count beetles or type old letters."),
            ("How to begin", "Write to our volunteer coordinator, who will find a day for a first visit."),
        ),
    ),
    Info(
        "About us",
        "Support us",
        "Gifts, legacies and the friends of the museums.",
        (("Friends", "Friends pay £48 a year, come in free and are asked to every opening."),),
    ),
    Info(
        "About us",
        "Using our pictures",
        "Most of our pictures are free for study and teaching.",
        (("Printing", "For books and films we ask for a fee, which keeps our photographer in film."),),
    ),
    Info(
        "About us",
        "Research visits",
        "The stores and the archive are open by appointment.",
        (
            ("Print room", "On Thursdays from ten to four, for up to six readers."),
            ("Archive", "On the first Monday of the month."),
        ),
    ),
)

HANDOUTS = {
    "Access": "Access guide",
    "Getting here": "Plan of Station Yard",
    "Groups": "Group booking form",
    "Loan boxes": "Loan box catalogue",
    "School visits": "Teachers' notes: Romans",
    "Using our pictures": "Picture order form",
    "Volunteering": "Volunteer handbook",
}
"""The documents that pages link to, by title of the page."""

DOCUMENTS = (
    ("Plan of the Guildhall Museum", "Three floors, forty rooms and two lifts."),
    ("Plan of Station Yard", "Six tracks, the shed and the signal box."),
    ("Group booking form", "To be sent a week before the visit."),
    ("Price list for guides", "What a guide costs, by museum and language."),
    ("Access guide", "Doors, steps and lifts of all museums."),
    ("Annual report 2023", "What was collected, shown and spent."),
    ("Annual report 2024", "What was collected, shown and spent."),
    ("Collecting policy", "What we take, and what we kindly refuse."),
    ("Volunteer handbook", "Everything to know before the first day."),
    ("Teachers' notes: Romans", "Before, during and after the visit."),
    ("Teachers' notes: the mill", "Before, during and after the visit."),
    ("Loan box agreement", "To be signed by the school."),
    ("Loan box catalogue", "Nine boxes and what is in them."),
    ("Picture order form", "For books, films and walls."),
    ("Timetable of steaming days", "Which engine is in steam, and when."),
    ("Apple list", "The forty kinds of the Lowfield orchard."),
    ("Star map for spring", "The sky over Beacon Hill at nine in the evening."),
    ("Star map for autumn", "The sky over Beacon Hill at nine in the evening."),
)
