"""What Oakhill sells, and the words that its products, customers, reviews and vouchers are made of.

Texts name attributes in braces, such as ``{Colour}`` or ``{Burning time}``. Praise, niggles and faults are clauses
without a capital and a full stop; `REVIEW_FRAMES` joins them to sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "AREA_CODES",
    "COLOURS",
    "DEPARTMENTS",
    "FIRST_NAMES",
    "GOODS",
    "LAST_NAMES",
    "MAKERS",
    "MATERIALS",
    "REVIEW_CLOSERS",
    "REVIEW_FRAMES",
    "REVIEW_TITLES",
    "STREETS",
    "TOWNS",
    "VOUCHERS",
    "WISHLIST_NAMES",
    "Goods",
    "Material",
]


@dataclass(frozen=True, slots=True)
class Material:
    """A material.

    Attributes:
        colours: that things made of it come in, unless the goods have colours of their own.
        notes: sentences that hold for whatever is made of it.
    """

    colours: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goods:
    """What a category sells.

    Attributes:
        name: of the category.
        description: of the category, one sentence.
        title: of a product.
        price: of an ordinary one, in pounds.
        makers: who make them.
        materials: what they are made of, with a factor of the price.
        sizes: attributes that belong together, with a factor of the price; from small to large.
        openings: first sentences of a description.
        details: second sentences.
        uses: last sentences.
        praise: what a satisfied customer says.
        niggles: what a critical one says.
        faults: what an angry one says.
        options: further attributes, each with values that do not bear on the price.
        colours: where those of the material do not apply, as when only the handle is coloured.
    """

    name: str
    description: str
    title: str
    price: float
    makers: tuple[str, ...]
    materials: dict[str, float]
    sizes: tuple[tuple[float, dict[str, str]], ...]
    openings: tuple[str, ...]
    details: tuple[str, ...]
    uses: tuple[str, ...]
    praise: tuple[str, ...]
    niggles: tuple[str, ...]
    faults: tuple[str, ...]
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    colours: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Of the category."""
        return self.name.lower().replace(" ", "-")


COLOURS: dict[str, tuple[int, int, int]] = {
    "amber": (214, 148, 58),
    "antique brass": (158, 126, 70),
    "antique copper": (142, 84, 60),
    "blush pink": (236, 192, 186),
    "bottle green": (28, 78, 62),
    "brick red": (170, 84, 62),
    "burgundy": (122, 34, 56),
    "burnt orange": (210, 108, 46),
    "chalk white": (246, 244, 238),
    "charcoal": (66, 70, 76),
    "chestnut brown": (132, 78, 48),
    "cream": (242, 228, 196),
    "dark brown": (92, 62, 44),
    "duck-egg blue": (170, 206, 206),
    "forest green": (46, 98, 66),
    "golden brown": (186, 124, 66),
    "graphite": (84, 88, 94),
    "honey brown": (202, 148, 84),
    "ivory": (248, 238, 214),
    "lavender": (168, 150, 204),
    "lemon yellow": (246, 216, 84),
    "light brown": (226, 196, 150),
    "matt black": (40, 41, 44),
    "mint green": (158, 212, 186),
    "moss green": (110, 130, 72),
    "mustard yellow": (216, 168, 48),
    "navy blue": (36, 56, 100),
    "oatmeal": (218, 204, 178),
    "olive green": (118, 122, 62),
    "plum": (110, 60, 106),
    "polished brass": (206, 170, 90),
    "polished copper": (198, 118, 78),
    "poppy red": (208, 54, 48),
    "rose pink": (222, 146, 164),
    "sage green": (148, 172, 142),
    "sand": (222, 196, 152),
    "sea blue": (58, 126, 168),
    "silver": (184, 190, 196),
    "sky blue": (126, 184, 226),
    "slate grey": (104, 116, 126),
    "smoke grey": (144, 150, 156),
    "teal": (34, 122, 126),
    "turquoise": (64, 186, 188),
    "zinc grey": (162, 170, 174),
}

GLAZES = ("sea blue", "sage green", "chalk white", "charcoal", "mustard yellow", "brick red", "duck-egg blue", "plum")
ENAMELS = ("poppy red", "navy blue", "cream", "forest green", "matt black", "sky blue", "mustard yellow", "slate grey")
FABRICS = ("navy blue", "oatmeal", "moss green", "burgundy", "rose pink", "teal", "mustard yellow", "charcoal")
WOOLS = ("oatmeal", "charcoal", "burgundy", "forest green", "lavender", "sea blue", "mustard yellow", "plum")
BRIGHTS = ("poppy red", "lemon yellow", "sky blue", "mint green", "burnt orange", "lavender", "turquoise", "rose pink")
PLASTICS = ("poppy red", "sky blue", "mint green", "slate grey", "matt black", "lemon yellow", "turquoise")
TRAIL = (
    "forest green",
    "burnt orange",
    "navy blue",
    "slate grey",
    "mustard yellow",
    "teal",
    "poppy red",
    "olive green",
)
FURS = ("honey brown", "chestnut brown", "cream", "smoke grey", "golden brown", "dark brown", "blush pink")
WAXES = ("ivory", "sage green", "blush pink", "burgundy", "navy blue", "lavender", "mustard yellow", "smoke grey")
ANODISED = ("silver", "graphite", "navy blue", "burgundy", "forest green", "polished copper")

MATERIALS: dict[str, Material] = {
    "acacia": Material(
        ("golden brown", "chestnut brown"), ("Acacia has a lively grain and absorbs hardly any water.",)
    ),
    "acrylic": Material(
        FABRICS, ("Acrylic is light and warm, and keeps its shape in the wash.", "The yarn does not scratch at all.")
    ),
    "alpaca wool": Material(WOOLS, ("Alpaca wool is softer than sheep's wool and at least as warm.",)),
    "aluminium": Material(
        ANODISED, ("Aluminium keeps the weight down.", "The aluminium is anodised, so that it does not tarnish.")
    ),
    "bamboo": Material(("light brown", "dark brown"), ("Bamboo grows back within a few years.",)),
    "bamboo viscose": Material(FABRICS, ("Bamboo viscose feels cool and dries quickly.",)),
    "beech": Material(
        ("light brown", "golden brown"),
        ("Beech is dense and pale, and wears well.", "The beech comes from managed forests."),
    ),
    "beeswax": Material(("honey brown", "ivory", "amber"), ("Pure beeswax has a faint smell of honey.",)),
    "blown glass": Material(
        ("amber", "smoke grey", "bottle green", "sea blue", "rose pink"),
        ("The glass is blown by mouth, and now and then shows a small bubble.",),
    ),
    "bone china": Material(
        ("chalk white", "ivory", "duck-egg blue", "blush pink", "navy blue", "sage green"),
        ("Bone china is thin but surprisingly strong.",),
    ),
    "brass": Material(
        ("polished brass", "antique brass"),
        ("Brass takes on a deeper shade over the years.", "The brass is lacquered."),
    ),
    "canvas": Material(TRAIL, ("The canvas is closely woven and sheds a shower.", "Canvas grows softer with use.")),
    "carbon steel": Material(ENAMELS, ("Carbon steel keeps an edge for longer, but should be put away dry.",)),
    "card": Material(ENAMELS, ("The cover is thick card with a matt finish.",)),
    "cashmere": Material(WOOLS, ("Cashmere is wonderfully soft and should be washed by hand.",)),
    "cast iron": Material(ENAMELS, ("Cast iron is heavy, spreads the heat evenly and lasts for generations.",)),
    "cedar": Material(
        ("golden brown", "chestnut brown", "forest green"), ("Cedar stands up to rain without any varnish.",)
    ),
    "ceramic": Material(GLAZES, ("The ceramic is glazed by hand, so no two are quite the same.",)),
    "copolyester": Material(PLASTICS, ("The copolyester is free from BPA and does not shatter.",)),
    "copper": Material(
        ("polished copper", "antique copper"), ("Copper can be polished, or left to darken, as you prefer.",)
    ),
    "cork": Material(("light brown", "dark brown"), ("Cork is light, warm to the touch and does not mind damp.",)),
    "cotton": Material(FABRICS, ("The cotton is soft from the first day.", "The cotton can be washed at 40 degrees.")),
    "die-cast zinc": Material(BRIGHTS, ("The body is cast from zinc and has a reassuring weight.",)),
    "earthenware": Material(GLAZES, ("Earthenware has a warm, rustic look.",)),
    "enamelled steel": Material(ENAMELS, ("Enamelled steel is hard-wearing and easy to wipe clean.",)),
    "fibre clay": Material(
        ("charcoal", "chalk white", "sand", "slate grey"), ("Fibre clay looks like stone at a third of the weight.",)
    ),
    "galvanised steel": Material(
        ("zinc grey", "forest green", "cream", "slate grey", "sky blue"),
        ("Galvanised steel can stay outside all year.",),
    ),
    "lambswool": Material(WOOLS, ("The lambswool is spun in Yorkshire.", "Lambswool is soft, warm and does not itch.")),
    "leather": Material(
        ("chestnut brown", "matt black", "burgundy", "navy blue", "honey brown"),
        ("The leather is tanned with bark and grows darker with use.",),
    ),
    "linen": Material(FABRICS, ("The linen is woven from European flax.", "Linen grows softer every year.")),
    "maple": Material(("light brown", "honey brown"), ("Maple is hard, pale and very smooth.",)),
    "merino wool": Material(
        WOOLS, ("Merino wool is warm in winter and never clammy.", "The merino wool can be machine washed.")
    ),
    "mesh": Material(
        ("matt black", "slate grey", "navy blue", "forest green"), ("The mesh lets the air through on warm days.",)
    ),
    "mohair": Material(FURS, ("The mohair is thick, glossy and lasts a lifetime.",)),
    "nylon": Material(TRAIL, ("The nylon has a ripstop weave, so that a small tear stays small.",)),
    "oak": Material(
        ("light brown", "dark brown"), ("Oak is hard, and its grain makes every piece a little different.",)
    ),
    "organic cotton": Material(FABRICS, ("The organic cotton is grown and dyed without harsh chemicals.",)),
    "plush": Material(FURS, ("The plush can be washed at 30 degrees.", "The plush is short, dense and very soft.")),
    "polycarbonate": Material(PLASTICS, ("Polycarbonate does not mind knocks, frost or sun.",)),
    "polyester": Material(TRAIL, ("The polyester is light, strong and quick to dry.",)),
    "polyethylene": Material(PLASTICS, ("Polyethylene does not rust, chip or dent.",)),
    "polypropylene": Material(PLASTICS, ("Polypropylene is light and keeps its colour.",)),
    "rapeseed wax": Material(WAXES, ("The rapeseed was grown in Europe, so the wax has not travelled far.",)),
    "recycled plastic": Material(BRIGHTS, ("The plastic was once milk bottles.", "All of the plastic is recycled.")),
    "recycled polyester": Material(TRAIL, ("The polyester is spun from used bottles.",)),
    "resin": Material(
        ("burgundy", "navy blue", "forest green", "matt black", "amber", "teal"),
        ("The resin is turned and polished by hand.",),
    ),
    "silk": Material(
        ("ivory", "rose pink", "teal", "plum", "poppy red", "sky blue"),
        ("The silk has a gentle sheen and weighs next to nothing.",),
    ),
    "soy wax": Material(WAXES, ("Soy wax burns slowly and with hardly any soot.",)),
    "stainless steel": Material(
        ("silver", "graphite", "matt black"), ("Stainless steel does not rust and wipes clean easily.",)
    ),
    "stoneware": Material(
        GLAZES, ("The stoneware is fired twice and can take a knock.", "Stoneware keeps the warmth well.")
    ),
    "terracotta": Material(
        ("brick red", "sand", "chalk white", "burnt orange"), ("Terracotta breathes, which roots like.",)
    ),
    "tinplate": Material(BRIGHTS, ("The tinplate is printed and then folded, as it was a century ago.",)),
    "velvet": Material(
        ("plum", "bottle green", "navy blue", "rose pink", "mustard yellow", "charcoal", "teal"),
        ("The velvet has a short pile and catches the light.",),
    ),
    "walnut": Material(("dark brown", "chestnut brown"), ("The walnut is oiled, which brings out the grain.",)),
    "wool": Material(
        WOOLS, ("The wool comes from British hill sheep.", "Wool keeps its shape and shrugs off small spills.")
    ),
    "zinc": Material(("zinc grey", "graphite"), ("Zinc weathers to a soft grey.",)),
}

MAKERS: dict[str, str] = {
    "Brackwell": "Northgate Wholesale",
    "Coldbrook": "Pennine Trade Supply",
    "Dunmere": "Meadow and Sons",
    "Fernley": "Meadow and Sons",
    "Halden": "Harbour Trading",
    "Larkrise": "Northgate Wholesale",
    "Lowick": "Harbour Trading",
    "Marlow & Finch": "Harbour Trading",
    "Northmoor": "Pennine Trade Supply",
    "Osterby": "Northgate Wholesale",
    "Penhallow": "Harbour Trading",
    "Ravensby": "Pennine Trade Supply",
    "Selwick": "Northgate Wholesale",
    "Stanwick": "Pennine Trade Supply",
    "Thornby": "Meadow and Sons",
    "Wrenfield": "Meadow and Sons",
}
"""Who delivers the things of each maker."""

KITCHEN = (
    Goods(
        name="Mugs",
        description="Mugs for tea, coffee and cocoa, from small to very large.",
        title="{Maker} {Material} mug, {Colour}, {Capacity}",
        price=10.5,
        makers=("Halden", "Brackwell", "Osterby", "Marlow & Finch", "Penhallow"),
        materials={"stoneware": 1.0, "bone china": 1.5, "earthenware": 0.8, "enamelled steel": 0.9},
        sizes=(
            (0.75, {"Capacity": "200 ml"}),
            (0.85, {"Capacity": "250 ml"}),
            (0.95, {"Capacity": "300 ml"}),
            (1.05, {"Capacity": "350 ml"}),
            (1.2, {"Capacity": "400 ml"}),
            (1.35, {"Capacity": "500 ml"}),
        ),
        openings=(
            "{Maker} makes this {Material} mug in {Colour}.",
            "This {Material} mug by {Maker} is finished in {Colour} inside and out.",
            "A plain, well-balanced mug in {Colour}, made by {Maker} from {Material}.",
        ),
        details=(
            "It holds {Capacity} and has a handle with room for three fingers.",
            "Filled to a finger's width below the rim, it takes {Capacity}.",
        ),
        uses=(
            "It suits the first tea of the morning as well as a late cocoa.",
            "Mugs of the same size stack, which saves room in the cupboard.",
            "It goes well with plain white crockery.",
        ),
        praise=(
            "it keeps tea warm for a good half hour",
            "the handle is comfortable even for large hands",
            "it feels solid without being heavy",
            "it comes out of the dishwasher as good as new",
            "the rim is pleasantly thin to drink from",
        ),
        niggles=(
            "the foot scratches the table a little",
            "it holds slightly less than I expected",
            "the inside stains if you leave tea in it",
        ),
        faults=(
            "there was a chip in the rim when it arrived",
            "the handle gets too hot to hold",
            "the surface went dull after a few washes",
        ),
    ),
    Goods(
        name="Saucepans",
        description="Saucepans for all hobs, with and without lids.",
        title="{Maker} {Material} saucepan, {Colour}, {Diameter}",
        price=38.0,
        makers=("Brackwell", "Stanwick", "Osterby", "Halden"),
        materials={"stainless steel": 1.0, "cast iron": 1.7, "aluminium": 0.75, "enamelled steel": 0.85},
        sizes=(
            (0.65, {"Diameter": "14 cm", "Capacity": "1.1 litres"}),
            (0.8, {"Diameter": "16 cm", "Capacity": "1.6 litres"}),
            (1.0, {"Diameter": "18 cm", "Capacity": "2.2 litres"}),
            (1.2, {"Diameter": "20 cm", "Capacity": "3 litres"}),
            (1.5, {"Diameter": "24 cm", "Capacity": "4.5 litres"}),
        ),
        options={"Lid": ("glass", "steel", "none")},
        openings=(
            "This {Material} saucepan in {Colour} is one of the best known from {Maker}.",
            "{Maker} makes this saucepan from {Material} and finishes it in {Colour}.",
            "A dependable everyday saucepan in {Material}, finished in {Colour}.",
        ),
        details=(
            "It measures {Diameter} across, holds {Capacity} and works on gas, electric and induction hobs.",
            "With a diameter of {Diameter} it takes {Capacity}, and marks inside show how full it is.",
        ),
        uses=(
            "Use it for sauces, porridge and vegetables.",
            "The rim pours cleanly from either side.",
            "The handle stays cool and has a loop for hanging.",
        ),
        praise=(
            "it heats quickly and evenly",
            "nothing sticks if you keep the flame low",
            "it pours without dripping",
            "the handle stays cool",
            "it is easy to clean",
        ),
        niggles=(
            "it is heavier than it looks",
            "the marks inside are hard to read",
            "the handle is a little short",
        ),
        faults=(
            "the handle came loose in the second week",
            "the base bent, so that it rocks on the hob",
            "everything burns on in the middle",
        ),
    ),
    Goods(
        name="Kettles",
        description="Electric kettles for one cup or for the whole family.",
        title="{Maker} {Material} kettle, {Colour}, {Capacity}",
        price=42.0,
        makers=("Osterby", "Stanwick", "Selwick", "Brackwell"),
        materials={"stainless steel": 1.0, "enamelled steel": 1.2, "polypropylene": 0.6, "copper": 1.6},
        sizes=(
            (0.75, {"Capacity": "0.8 litres", "Power": "1500 W"}),
            (0.9, {"Capacity": "1.2 litres", "Power": "2200 W"}),
            (1.0, {"Capacity": "1.5 litres", "Power": "2400 W"}),
            (1.2, {"Capacity": "1.7 litres", "Power": "3000 W"}),
        ),
        openings=(
            "This electric kettle by {Maker} is made of {Material} and comes in {Colour}.",
            "{Maker} builds this kettle from {Material}, in {Colour}.",
            "A quiet electric kettle in {Colour}, with a body of {Material}.",
        ),
        details=(
            "It boils {Capacity} of water with {Power} and switches itself off.",
            "Its capacity is {Capacity}, its power {Power}, and it lifts off the base without a cable.",
        ),
        uses=(
            "The filter in the spout can be taken out and rinsed.",
            "A window on the side shows how much water is left.",
            "The lid opens wide, so filling and descaling are easy.",
        ),
        praise=(
            "it boils faster than our old one",
            "it is remarkably quiet",
            "the spout pours exactly where you aim",
            "it looks good on the worktop",
            "the lid opens wide enough to clean inside",
        ),
        niggles=(
            "the cable is rather short",
            "the water level is hard to see in poor light",
            "the switch feels a bit flimsy",
        ),
        faults=(
            "it stopped switching itself off after a month",
            "it leaks at the bottom of the spout",
            "the water has an odd taste however often you rinse it",
        ),
    ),
    Goods(
        name="Chopping boards",
        description="Chopping boards for bread, vegetables and meat.",
        title="{Maker} {Material} chopping board, {Colour}, {Size}",
        price=26.0,
        makers=("Penhallow", "Halden", "Lowick", "Fernley", "Marlow & Finch"),
        materials={"oak": 1.1, "beech": 0.9, "walnut": 1.5, "bamboo": 0.7, "acacia": 1.0, "polypropylene": 0.5},
        sizes=(
            (0.6, {"Size": "25 x 15 cm", "Weight": "0.5 kg"}),
            (0.8, {"Size": "30 x 20 cm", "Weight": "0.9 kg"}),
            (1.0, {"Size": "36 x 24 cm", "Weight": "1.3 kg"}),
            (1.3, {"Size": "42 x 28 cm", "Weight": "1.8 kg"}),
            (1.6, {"Size": "50 x 32 cm", "Weight": "2.6 kg"}),
        ),
        openings=(
            "{Maker} cuts this chopping board from {Material} in {Colour}.",
            "This chopping board by {Maker} is made of {Material} and is {Colour} on both sides.",
            "A sturdy chopping board in {Material}, {Colour} in colour, with rounded edges.",
        ),
        details=(
            "It measures {Size}, weighs {Weight} and can be used on both sides.",
            "At {Size} and {Weight} it stays where you put it.",
        ),
        uses=(
            "A groove along the edge catches the juice.",
            "Hang it up by the hole in the corner when you are done.",
            "It also serves as a board for cheese.",
        ),
        praise=(
            "it is kind to sharp knives",
            "it does not slip while you work",
            "the edges are nicely finished",
            "it still lies flat after months of use",
            "it looks good enough to put on the table",
        ),
        niggles=(
            "it shows knife marks rather soon",
            "the hole is too small for my hook",
            "it had a smell for the first few days",
        ),
        faults=(
            "it warped after the first wash",
            "it split along the middle",
            "it arrived with a deep scratch on each side",
        ),
    ),
)

HOME = (
    Goods(
        name="Table lamps",
        description="Lamps for bedside tables, sideboards and window sills.",
        title="{Maker} {Material} table lamp, {Colour}, {Height}",
        price=58.0,
        makers=("Marlow & Finch", "Halden", "Lowick", "Selwick", "Penhallow"),
        materials={"ceramic": 1.0, "brass": 1.4, "oak": 1.1, "blown glass": 1.3},
        sizes=(
            (0.65, {"Height": "28 cm", "Power": "25 W"}),
            (0.85, {"Height": "36 cm", "Power": "40 W"}),
            (1.0, {"Height": "44 cm", "Power": "40 W"}),
            (1.3, {"Height": "56 cm", "Power": "60 W"}),
        ),
        openings=(
            "This table lamp by {Maker} has a base of {Material} in {Colour}.",
            "{Maker} sets a plain fabric shade on a base of {Material} in {Colour}.",
            "A calm, classic table lamp with a base of {Material} and a finish in {Colour}.",
        ),
        details=(
            "It stands {Height} tall and takes a bulb of up to {Power}.",
            "With its shade it is {Height} tall; the bulb, of {Power} at most, is not included.",
        ),
        uses=(
            "It gives a warm light to read by.",
            "The switch is on the cable, within easy reach.",
            "It looks well in pairs.",
        ),
        praise=(
            "the light is warm and does not dazzle",
            "the base is heavy enough to stand firmly",
            "the shade fits perfectly",
            "it makes the whole room cosier",
            "the cable is long enough for our sideboard",
        ),
        niggles=(
            "the shade attracts dust",
            "the switch is a little stiff",
            "the plug is bulkier than it need be",
        ),
        faults=(
            "the shade arrived dented",
            "it flickers with every bulb I have tried",
            "the base wobbles and cannot be put right",
        ),
    ),
    Goods(
        name="Cushions",
        description="Cushions for sofas, armchairs and beds, filled and ready to use.",
        title="{Maker} {Material} cushion, {Colour}, {Size}",
        price=24.0,
        makers=("Coldbrook", "Larkrise", "Penhallow", "Ravensby", "Marlow & Finch"),
        materials={"linen": 1.0, "velvet": 1.2, "wool": 1.35, "cotton": 0.75},
        sizes=(
            (0.7, {"Size": "30 x 30 cm"}),
            (0.9, {"Size": "40 x 40 cm"}),
            (1.1, {"Size": "45 x 45 cm"}),
            (1.35, {"Size": "50 x 50 cm"}),
            (1.7, {"Size": "60 x 60 cm"}),
        ),
        options={"Filling": ("feathers", "polyester fibre", "lambswool")},
        openings=(
            "This cushion by {Maker} has a {Material} cover in {Colour}.",
            "{Maker} sews the cover of this cushion from {Material} in {Colour}.",
            "A generously filled cushion with a cover of {Material}, in {Colour}.",
        ),
        details=(
            "It measures {Size} and is filled with {Filling}.",
            "The size is {Size}, and the filling is {Filling}.",
        ),
        uses=(
            "The cover closes with a hidden zip and comes off for washing.",
            "Put two or three together on a sofa.",
            "It plumps up again with one shake.",
        ),
        praise=(
            "it is plump and keeps its shape",
            "the cover is easy to take off and wash",
            "the fabric feels lovely",
            "the seams are neat and strong",
            "it matches our curtains exactly",
        ),
        niggles=(
            "the zip is rather fiddly",
            "it could do with more filling",
            "it collects cat hair",
        ),
        faults=(
            "the seam burst within a fortnight",
            "the colour came off on our sofa",
            "it was flat after a week",
        ),
    ),
    Goods(
        name="Wall clocks",
        description="Silent wall clocks for kitchens, halls and living rooms.",
        title="{Maker} {Material} wall clock, {Colour}, {Diameter}",
        price=39.0,
        makers=("Lowick", "Stanwick", "Marlow & Finch", "Osterby"),
        materials={"oak": 1.1, "aluminium": 0.9, "walnut": 1.45, "enamelled steel": 1.0, "bamboo": 0.75},
        sizes=(
            (0.7, {"Diameter": "20 cm"}),
            (0.85, {"Diameter": "25 cm"}),
            (1.0, {"Diameter": "30 cm"}),
            (1.3, {"Diameter": "40 cm"}),
            (1.7, {"Diameter": "50 cm"}),
        ),
        options={"Battery": ("included", "not included")},
        openings=(
            "This wall clock by {Maker} has a {Colour} frame of {Material}.",
            "{Maker} sets a pale dial in a {Colour} frame of {Material}.",
            "A clear, simple wall clock with a frame of {Material}, in {Colour}.",
        ),
        details=(
            "It is {Diameter} across, and its hands glide without a tick.",
            "The diameter is {Diameter}, and a single AA battery keeps it going for a year.",
        ),
        uses=(
            "It can be read from the other end of a large kitchen.",
            "A single screw is enough to hang it.",
            "It makes a good present for a first home.",
        ),
        praise=(
            "it really makes no sound",
            "it keeps time to the minute",
            "the dial is easy to read from across the room",
            "it took two minutes to hang",
            "the frame is beautifully made",
        ),
        niggles=(
            "the battery compartment is awkward to open",
            "the second hand is hard to see",
            "it hangs a little away from the wall",
        ),
        faults=(
            "it loses ten minutes a week",
            "it ticks loudly enough to keep us awake",
            "the hands touch each other and stop",
        ),
    ),
    Goods(
        name="Candles",
        description="Pillar candles, scented and unscented.",
        title="{Maker} {Material} candle, {Colour}, {Burning time}",
        price=11.0,
        makers=("Larkrise", "Fernley", "Penhallow", "Wrenfield"),
        materials={"beeswax": 1.4, "soy wax": 1.0, "rapeseed wax": 0.85},
        sizes=(
            (0.6, {"Burning time": "15 hours"}),
            (0.8, {"Burning time": "25 hours"}),
            (1.0, {"Burning time": "40 hours"}),
            (1.3, {"Burning time": "60 hours"}),
            (1.8, {"Burning time": "90 hours"}),
        ),
        options={"Scent": ("none", "lavender", "cedar", "orange and clove", "sea salt")},
        openings=(
            "{Maker} pours this pillar candle from {Material} in {Colour}.",
            "This candle by {Maker} is made of {Material} and coloured {Colour} all the way through.",
            "A straight, even pillar candle of {Material}, in {Colour}.",
        ),
        details=(
            "It burns for {Burning time} with a steady flame.",
            "The cotton wick is good for {Burning time} if you keep it trimmed.",
        ),
        uses=(
            "Let it burn for an hour the first time, so that the top melts evenly.",
            "Stand it on a plate, out of the draught.",
            "It comes in a box that makes it easy to give away.",
        ),
        praise=(
            "it burns evenly down to the end",
            "it does not drip or smoke",
            "it lasts as long as it says on the box",
            "it makes a lovely present",
            "the flame is steady and bright",
        ),
        niggles=(
            "the wick has to be trimmed quite often",
            "the box was a little crushed",
            "it is smaller than I had imagined",
        ),
        faults=(
            "it burnt for barely half the time stated",
            "it drips all over the table",
            "the wick drowned in the wax after an hour",
        ),
    ),
)

GARDEN = (
    Goods(
        name="Plant pots",
        description="Pots for the garden, the balcony and the window sill.",
        title="{Maker} {Material} plant pot, {Colour}, {Diameter}",
        price=16.0,
        makers=("Thornby", "Dunmere", "Fernley", "Halden", "Brackwell"),
        materials={"terracotta": 0.7, "stoneware": 1.1, "zinc": 1.2, "fibre clay": 1.0},
        sizes=(
            (0.45, {"Diameter": "12 cm", "Height": "11 cm"}),
            (0.65, {"Diameter": "16 cm", "Height": "15 cm"}),
            (1.0, {"Diameter": "22 cm", "Height": "20 cm"}),
            (1.5, {"Diameter": "30 cm", "Height": "27 cm"}),
            (2.4, {"Diameter": "40 cm", "Height": "36 cm"}),
        ),
        openings=(
            "This plant pot by {Maker} is made of {Material} in {Colour}.",
            "{Maker} makes this sturdy pot from {Material}, in {Colour}.",
            "A well-proportioned plant pot in {Material}, with a plain {Colour} finish.",
        ),
        details=(
            "It is {Diameter} across at the rim and {Height} tall, with a hole for drainage.",
            "The rim measures {Diameter}, the height is {Height}, and a saucer is included.",
        ),
        uses=(
            "It suits herbs, ferns and small shrubs.",
            "It can stay outside in all but the hardest frost.",
            "Put some gravel at the bottom before you fill it.",
        ),
        praise=(
            "it is thick and stable",
            "my basil has never looked better",
            "it came through the winter unharmed",
            "it drains well",
            "it looks much dearer than it was",
        ),
        niggles=(
            "the saucer is a bit shallow",
            "the drainage hole is on the small side",
            "it is quite heavy once filled",
        ),
        faults=(
            "it cracked in the first frost",
            "it came in three pieces",
            "the saucer leaked and ruined our window sill",
        ),
    ),
    Goods(
        name="Watering cans",
        description="Watering cans for house plants and for the vegetable patch.",
        title="{Maker} {Material} watering can, {Colour}, {Capacity}",
        price=27.0,
        makers=("Thornby", "Dunmere", "Stanwick", "Fernley"),
        materials={"galvanised steel": 1.0, "enamelled steel": 1.15, "polyethylene": 0.5, "copper": 1.9},
        sizes=(
            (0.6, {"Capacity": "1 litre"}),
            (0.8, {"Capacity": "2.5 litres"}),
            (1.0, {"Capacity": "5 litres"}),
            (1.25, {"Capacity": "7.5 litres"}),
            (1.5, {"Capacity": "10 litres"}),
        ),
        options={"Rose": ("fine", "coarse", "none")},
        openings=(
            "{Maker} makes this {Material} watering can in {Colour}.",
            "This watering can by {Maker} is built from {Material} and finished in {Colour}.",
            "A balanced watering can in {Material}, finished in {Colour}.",
        ),
        details=(
            "It holds {Capacity} and has one handle for carrying and one for pouring.",
            "Full, it carries {Capacity}, and the long spout reaches the back of the border.",
        ),
        uses=(
            "Empty it before a frost and it will last for years.",
            "The spout is fixed high, so that nothing spills on the way.",
            "It is as handy in the greenhouse as on the terrace.",
        ),
        praise=(
            "it pours evenly and without dripping",
            "it is well balanced even when full",
            "it reaches right to the back of the border",
            "it is solidly made",
            "it looks pretty even when it just stands there",
        ),
        niggles=(
            "the opening is narrow for our tap",
            "it is rather heavy when full",
            "it pours a little slowly",
        ),
        faults=(
            "it leaks where the spout joins the body",
            "the handle snapped off",
            "the seam at the base split within a month",
        ),
    ),
    Goods(
        name="Hand trowels",
        description="Trowels for planting, potting and weeding.",
        title="{Maker} {Material} hand trowel, {Colour}, {Length}",
        price=13.0,
        makers=("Thornby", "Dunmere", "Selwick", "Stanwick", "Coldbrook"),
        materials={"stainless steel": 1.0, "carbon steel": 0.8, "aluminium": 0.65},
        sizes=(
            (0.75, {"Length": "22 cm", "Weight": "150 g"}),
            (0.9, {"Length": "26 cm", "Weight": "190 g"}),
            (1.0, {"Length": "30 cm", "Weight": "230 g"}),
            (1.2, {"Length": "34 cm", "Weight": "280 g"}),
            (1.4, {"Length": "40 cm", "Weight": "340 g"}),
        ),
        colours=ENAMELS,
        openings=(
            "This hand trowel by {Maker} has a blade of {Material} and a {Colour} handle.",
            "{Maker} fits a blade of {Material} to a {Colour} handle.",
            "A strong, light trowel of {Material} with a rounded handle in {Colour}.",
        ),
        details=(
            "It is {Length} long and weighs {Weight}.",
            "The length is {Length} and the weight {Weight}, and a scale on the blade shows the depth.",
        ),
        uses=(
            "It cuts through roots and heavy clay.",
            "Use it for bulbs, seedlings and stubborn weeds.",
            "A leather loop lets you hang it in the shed.",
        ),
        praise=(
            "it goes through heavy clay with ease",
            "the grip is comfortable even in gloves",
            "it does not bend",
            "it is just the right size for pots and borders",
            "the depth marks are useful for bulbs",
        ),
        niggles=(
            "the paint on the handle wears off",
            "the edge could be sharper",
            "the loop is too short for my hook",
        ),
        faults=(
            "the blade bent on the first stone",
            "the handle came off in my hand",
            "the tip snapped off on a root",
        ),
    ),
    Goods(
        name="Bird feeders",
        description="Feeders that bring garden birds close to the window.",
        title="{Maker} {Material} bird feeder, {Colour}, {Capacity}",
        price=19.0,
        makers=("Dunmere", "Fernley", "Wrenfield", "Thornby"),
        materials={"cedar": 1.2, "galvanised steel": 1.0, "polycarbonate": 0.7},
        sizes=(
            (0.7, {"Capacity": "0.4 litres", "Perches": "2"}),
            (1.0, {"Capacity": "0.8 litres", "Perches": "4"}),
            (1.3, {"Capacity": "1.2 litres", "Perches": "6"}),
            (1.6, {"Capacity": "2 litres", "Perches": "8"}),
        ),
        options={"Food": ("mixed seed", "peanuts", "sunflower hearts")},
        openings=(
            "This bird feeder by {Maker} is made of {Material} in {Colour}.",
            "{Maker} makes this hanging feeder from {Material}, in {Colour}.",
            "A roomy hanging feeder of {Material}, finished in {Colour}.",
        ),
        details=(
            "It holds {Capacity} of {Food} and has {Perches} perches.",
            "Fill it with {Capacity} of {Food}; {Perches} birds can feed at once.",
        ),
        uses=(
            "The roof lifts off for filling and cleaning.",
            "Expect blue tits, robins and the odd greenfinch.",
            "Hang it about two metres from the nearest bush.",
        ),
        praise=(
            "the blue tits found it within a day",
            "it is easy to fill",
            "it comes apart for cleaning",
            "the seed stays dry in heavy rain",
            "it hangs straight even in a strong wind",
        ),
        niggles=(
            "the perches are rather short",
            "the hook is a little thin",
            "some seed falls to the ground",
        ),
        faults=(
            "the squirrels had it open on the first morning",
            "the bottom fell out when I filled it",
            "the seed gets wet and goes mouldy",
        ),
    ),
)

OFFICE = (
    Goods(
        name="Notebooks",
        description="Bound notebooks with good paper.",
        title="{Maker} {Material} notebook, {Colour}, {Size}, {Pages} pages",
        price=12.5,
        makers=("Lowick", "Stanwick", "Marlow & Finch", "Selwick", "Osterby"),
        materials={"leather": 1.9, "linen": 1.0, "card": 0.55, "cork": 0.9},
        sizes=(
            (0.6, {"Size": "A6", "Pages": "96"}),
            (0.75, {"Size": "A6", "Pages": "192"}),
            (0.9, {"Size": "A5", "Pages": "128"}),
            (1.1, {"Size": "A5", "Pages": "240"}),
            (1.3, {"Size": "A4", "Pages": "144"}),
            (1.5, {"Size": "A4", "Pages": "256"}),
        ),
        options={"Ruling": ("lined", "plain", "dotted", "squared")},
        openings=(
            "This notebook by {Maker} is bound in {Material}, in {Colour}.",
            "{Maker} sews and binds this notebook in {Colour} {Material}.",
            "A handsome notebook with a cover of {Material} in {Colour}.",
        ),
        details=(
            "It has {Pages} {Ruling} pages in {Size}.",
            "Inside are {Pages} pages of cream paper in {Size}, {Ruling}.",
        ),
        uses=(
            "It opens flat, and a ribbon keeps your place.",
            "The paper takes fountain pen ink without bleeding.",
            "A pocket at the back holds cards and receipts.",
        ),
        praise=(
            "ink does not show through",
            "it lies flat when open",
            "the cover feels lovely in the hand",
            "it fits easily into my bag",
            "the paper is smooth and thick",
        ),
        niggles=(
            "the ribbon frays at the end",
            "the elastic band is rather tight",
            "the pages are not numbered",
        ),
        faults=(
            "the pages began to fall out after a week",
            "every ink shows through",
            "the cover was creased when it arrived",
        ),
    ),
    Goods(
        name="Fountain pens",
        description="Fountain pens for beginners and for every day.",
        title="{Maker} {Material} fountain pen, {Colour}, {Nib} nib",
        price=34.0,
        makers=("Stanwick", "Lowick", "Marlow & Finch", "Selwick"),
        materials={"resin": 1.0, "aluminium": 0.8, "brass": 1.6, "stainless steel": 1.2},
        sizes=(
            (0.8, {"Length": "12 cm", "Weight": "16 g"}),
            (1.0, {"Length": "13.5 cm", "Weight": "22 g"}),
            (1.3, {"Length": "14.5 cm", "Weight": "29 g"}),
        ),
        options={"Nib": ("extra fine", "fine", "medium", "broad")},
        openings=(
            "This fountain pen by {Maker} has a body of {Material} in {Colour}.",
            "{Maker} makes this fountain pen from {Material}, in {Colour}.",
            "A reliable fountain pen in {Material}, with cap and barrel in {Colour}.",
        ),
        details=(
            "Its nib is {Nib}, its length {Length}, and it weighs {Weight}.",
            "It is {Length} long, weighs {Weight} and comes with a nib that is ground {Nib}.",
        ),
        uses=(
            "It takes standard cartridges or a converter.",
            "The cap clicks shut and does not come off in a pocket.",
            "It starts at once, even after a week in the drawer.",
        ),
        praise=(
            "it writes smoothly from the first stroke",
            "it is comfortable for long letters",
            "the cap closes with a satisfying click",
            "it has never leaked",
            "it has just the right weight",
        ),
        niggles=(
            "no converter is included",
            "the clip is a bit stiff",
            "it shows fingerprints",
        ),
        faults=(
            "it leaks into the cap",
            "the nib scratches and skips",
            "the clip broke off in the first week",
        ),
    ),
    Goods(
        name="Scissors",
        description="Scissors for paper, fabric and parcels.",
        title="{Maker} {Material} scissors, {Colour}, {Length}",
        price=12.0,
        makers=("Selwick", "Stanwick", "Osterby", "Thornby"),
        materials={"stainless steel": 1.0, "carbon steel": 1.3},
        sizes=(
            (0.65, {"Length": "13 cm"}),
            (0.8, {"Length": "16 cm"}),
            (1.0, {"Length": "18 cm"}),
            (1.2, {"Length": "21 cm"}),
            (1.6, {"Length": "25 cm"}),
        ),
        options={"Hand": ("right", "left", "either")},
        colours=ENAMELS,
        openings=(
            "These scissors by {Maker} have blades of {Material} and {Colour} handles.",
            "{Maker} grinds the blades of these scissors from {Material} and gives them {Colour} handles.",
            "Well-made scissors with blades of {Material} and handles in {Colour}.",
        ),
        details=(
            "They are {Length} long and cut cleanly right to the tip.",
            "At a length of {Length} they lie well in the hand.",
        ),
        uses=(
            "Use them for paper, card and string.",
            "The screw can be tightened with a coin.",
            "They can be sharpened again and again.",
        ),
        praise=(
            "they cut cleanly right to the tip",
            "they are comfortable even after an hour",
            "the blades are still sharp after months",
            "they open and close smoothly",
            "they make light work of thick card",
        ),
        niggles=(
            "the finger holes are a little small",
            "they were rather stiff at first",
            "they come without a sheath",
        ),
        faults=(
            "the screw fell out within days",
            "they chew the paper instead of cutting it",
            "one of the handles cracked",
        ),
    ),
    Goods(
        name="Office chairs",
        description="Swivel chairs for the office and for working at home.",
        title="{Maker} {Material} office chair, {Colour}, up to {Load}",
        price=165.0,
        makers=("Lowick", "Osterby", "Selwick", "Stanwick"),
        materials={"mesh": 0.85, "leather": 1.7, "wool": 1.2, "polyester": 0.7},
        sizes=(
            (0.8, {"Load": "100 kg", "Seat height": "42-50 cm"}),
            (1.0, {"Load": "120 kg", "Seat height": "43-53 cm"}),
            (1.25, {"Load": "140 kg", "Seat height": "44-56 cm"}),
        ),
        options={"Armrests": ("fixed", "adjustable", "none")},
        openings=(
            "This office chair by {Maker} is covered in {Material}, in {Colour}.",
            "{Maker} covers the seat and back of this swivel chair with {Material} in {Colour}.",
            "A comfortable swivel chair in {Colour} {Material}, made for long days.",
        ),
        details=(
            "It carries up to {Load}, and the seat can be set to {Seat height}.",
            "The seat height is {Seat height}, the greatest load {Load}.",
        ),
        uses=(
            "The castors are safe on wooden floors.",
            "The back follows your movements and can be locked upright.",
            "It takes about twenty minutes to put together.",
        ),
        praise=(
            "my back no longer aches in the evening",
            "it was easy to put together",
            "it rolls quietly on our wooden floor",
            "the seat is firm but comfortable",
            "it adjusts to people of very different heights",
        ),
        niggles=(
            "the instructions are hard to follow",
            "the back could be a little higher",
            "it takes up a lot of room",
        ),
        faults=(
            "the seat sinks by itself during the day",
            "one of the castors broke off",
            "two of the screws were missing",
        ),
    ),
)

OUTDOORS = (
    Goods(
        name="Rucksacks",
        description="Rucksacks for a day in the hills or a month on the road.",
        title="{Maker} {Material} rucksack, {Colour}, {Capacity}",
        price=72.0,
        makers=("Northmoor", "Ravensby", "Coldbrook", "Selwick"),
        materials={"canvas": 1.1, "nylon": 1.0, "recycled polyester": 0.9},
        sizes=(
            (0.5, {"Capacity": "12 litres", "Weight": "480 g"}),
            (0.7, {"Capacity": "20 litres", "Weight": "690 g"}),
            (1.0, {"Capacity": "30 litres", "Weight": "1.1 kg"}),
            (1.4, {"Capacity": "45 litres", "Weight": "1.5 kg"}),
            (1.9, {"Capacity": "65 litres", "Weight": "2.1 kg"}),
        ),
        openings=(
            "This rucksack by {Maker} is sewn from {Material} in {Colour}.",
            "{Maker} makes this {Material} rucksack in {Colour}.",
            "A hard-wearing rucksack of {Material}, in {Colour}, with padded straps.",
        ),
        details=(
            "It holds {Capacity} and weighs {Weight} empty.",
            "There is room for {Capacity}, yet it weighs only {Weight}.",
        ),
        uses=(
            "Two side pockets take bottles, and a third holds a map.",
            "A rain cover is tucked away in the base.",
            "The back is padded and lets the air through.",
        ),
        praise=(
            "it sits well even on long walks",
            "everything inside stayed dry in the rain",
            "the pockets are just where you need them",
            "the zips run smoothly",
            "the straps do not cut in",
        ),
        niggles=(
            "the side pockets are tight for large bottles",
            "the straps are long and flap about",
            "the rain cover is hard to fold back",
        ),
        faults=(
            "a strap tore off on the second outing",
            "the main zip jams all the time",
            "it lets in water at every seam",
        ),
    ),
    Goods(
        name="Tents",
        description="Tents for one person or for the whole family.",
        title="{Maker} {Material} tent, {Colour}, {Sleeps}",
        price=175.0,
        makers=("Northmoor", "Coldbrook", "Ravensby", "Dunmere"),
        materials={"nylon": 1.2, "polyester": 0.8, "canvas": 1.5},
        sizes=(
            (0.6, {"Sleeps": "1 person", "Weight": "1.6 kg"}),
            (0.8, {"Sleeps": "2 people", "Weight": "2.4 kg"}),
            (1.0, {"Sleeps": "3 people", "Weight": "3.5 kg"}),
            (1.3, {"Sleeps": "4 people", "Weight": "5.2 kg"}),
            (1.8, {"Sleeps": "6 people", "Weight": "9.8 kg"}),
        ),
        openings=(
            "This tent by {Maker} is made of {Material} in {Colour}.",
            "{Maker} sews this tent from {Material}, in {Colour}.",
            "A weatherproof ridge tent of {Material}, in {Colour}.",
        ),
        details=(
            "It sleeps {Sleeps} and weighs {Weight} with poles and pegs.",
            "There is room for {Sleeps}, and packed up it weighs {Weight}.",
        ),
        uses=(
            "It is up in ten minutes, even in a breeze.",
            "The porch keeps boots and rucksacks dry.",
            "A mesh door keeps the midges out.",
        ),
        praise=(
            "it was up in ten minutes",
            "it stayed dry through a night of heavy rain",
            "it packs down small",
            "there is plenty of headroom",
            "it stood firm in a proper gale",
        ),
        niggles=(
            "the pegs are rather soft",
            "it is a struggle to get back into its bag",
            "the instructions are printed very small",
        ),
        faults=(
            "a pole snapped on the first night",
            "the groundsheet lets water through",
            "the seams were not sealed at all",
        ),
    ),
    Goods(
        name="Water bottles",
        description="Bottles that do not leak, for school, work and the hills.",
        title="{Maker} {Material} water bottle, {Colour}, {Capacity}",
        price=18.5,
        makers=("Northmoor", "Osterby", "Ravensby", "Larkrise", "Coldbrook"),
        materials={"stainless steel": 1.2, "aluminium": 0.85, "copolyester": 0.65},
        sizes=(
            (0.7, {"Capacity": "350 ml", "Weight": "140 g"}),
            (0.9, {"Capacity": "500 ml", "Weight": "180 g"}),
            (1.1, {"Capacity": "750 ml", "Weight": "240 g"}),
            (1.35, {"Capacity": "1 litre", "Weight": "310 g"}),
        ),
        colours=(
            "poppy red",
            "navy blue",
            "mint green",
            "sky blue",
            "matt black",
            "burnt orange",
            "lavender",
            "turquoise",
        ),
        openings=(
            "This {Material} water bottle by {Maker} comes in {Colour}.",
            "{Maker} makes this water bottle from {Material} and finishes it in {Colour}.",
            "A tough water bottle of {Material}, in {Colour}.",
        ),
        details=(
            "It holds {Capacity} and weighs {Weight} empty.",
            "At only {Weight} it carries {Capacity}, and the cap closes tightly.",
        ),
        uses=(
            "The opening is wide enough for ice cubes.",
            "It fits the bottle holder of most bicycles.",
            "The cap is tied on and cannot get lost.",
        ),
        praise=(
            "it has never leaked in my bag",
            "it is easy to clean",
            "it survived several falls",
            "water tastes of nothing but water",
            "it is light enough to take everywhere",
        ),
        niggles=(
            "the cap takes many turns to open",
            "the finish wears off at the foot",
            "it is a tight fit in my bottle holder",
        ),
        faults=(
            "it leaks however tightly I close it",
            "the cap cracked after two weeks",
            "it gives the water an unpleasant taste",
        ),
    ),
    Goods(
        name="Torches",
        description="Torches for the tent, the car and the cupboard under the stairs.",
        title="{Maker} {Material} torch, {Colour}, {Brightness}",
        price=23.0,
        makers=("Selwick", "Northmoor", "Stanwick", "Ravensby"),
        materials={"aluminium": 1.0, "polycarbonate": 0.65, "stainless steel": 1.25},
        sizes=(
            (0.6, {"Brightness": "100 lumens", "Running time": "30 hours"}),
            (0.8, {"Brightness": "200 lumens", "Running time": "22 hours"}),
            (1.0, {"Brightness": "350 lumens", "Running time": "14 hours"}),
            (1.4, {"Brightness": "600 lumens", "Running time": "9 hours"}),
            (1.9, {"Brightness": "1000 lumens", "Running time": "5 hours"}),
        ),
        openings=(
            "This torch by {Maker} has a {Colour} body of {Material}.",
            "{Maker} makes this torch from {Material}, in {Colour}.",
            "A handy torch in {Material}, finished in {Colour}.",
        ),
        details=(
            "It gives {Brightness} and runs for {Running time} on one charge.",
            "The beam reaches {Brightness}, and a charge lasts for {Running time}.",
        ),
        uses=(
            "Turn the head to make the beam narrow or wide.",
            "It is charged by USB and can be dropped in a puddle.",
            "The switch is easy to find in the dark.",
        ),
        praise=(
            "the beam is bright and even",
            "the charge lasts as long as promised",
            "it survived a fall down the stairs",
            "it is easy to use with gloves on",
            "it is small enough for a coat pocket",
        ),
        niggles=(
            "the charging cable is very short",
            "the switch is easily pressed by accident",
            "it rolls off the table",
        ),
        faults=(
            "it goes out whenever you shake it",
            "it does not hold its charge",
            "water got in after a light shower",
        ),
    ),
)

TOYS = (
    Goods(
        name="Teddy bears",
        description="Bears to be hugged, dressed and taken everywhere.",
        title="{Maker} {Material} teddy bear, {Colour}, {Height}",
        price=24.0,
        makers=("Wrenfield", "Larkrise", "Penhallow", "Fernley"),
        materials={"plush": 0.8, "mohair": 1.8, "cotton": 0.7, "wool": 1.1},
        sizes=(
            (0.55, {"Height": "18 cm"}),
            (0.8, {"Height": "25 cm"}),
            (1.0, {"Height": "32 cm"}),
            (1.4, {"Height": "42 cm"}),
            (2.0, {"Height": "60 cm"}),
        ),
        options={"Age": ("from birth", "from 1 year", "from 3 years")},
        colours=FURS,
        openings=(
            "This teddy bear by {Maker} is made of {Material} in {Colour}.",
            "{Maker} sews this bear from {Material}, in {Colour}.",
            "A friendly bear in {Colour} {Material}, with stitched eyes and nose.",
        ),
        details=(
            "Sitting up, the bear is {Height} tall; it is suitable {Age}.",
            "The bear is {Height} tall and may be given to children {Age}.",
        ),
        uses=(
            "Arms and legs can be moved.",
            "A ribbon round the neck can be taken off.",
            "It arrives in a cotton bag.",
        ),
        praise=(
            "our daughter takes it everywhere",
            "it is wonderfully soft",
            "it has a very friendly face",
            "the seams are strong",
            "it came out of the wash as good as new",
        ),
        niggles=(
            "it shed a few hairs in the first days",
            "it is a little stiff to cuddle",
            "the ribbon came undone at once",
        ),
        faults=(
            "an arm came off on the first evening",
            "it smells of chemicals",
            "the stuffing comes out at the back",
        ),
    ),
    Goods(
        name="Toy cars",
        description="Cars that run well on carpets and over table edges.",
        title="{Maker} {Material} toy car, {Colour}, {Length}",
        price=13.0,
        makers=("Wrenfield", "Lowick", "Fernley", "Larkrise", "Brackwell"),
        materials={"beech": 1.0, "die-cast zinc": 1.2, "tinplate": 1.4, "recycled plastic": 0.6},
        sizes=(
            (0.55, {"Length": "8 cm"}),
            (0.8, {"Length": "12 cm"}),
            (1.0, {"Length": "16 cm"}),
            (1.4, {"Length": "22 cm"}),
            (1.9, {"Length": "30 cm"}),
        ),
        options={"Age": ("from 1 year", "from 2 years", "from 3 years")},
        colours=BRIGHTS,
        openings=(
            "This toy car by {Maker} is made of {Material} in {Colour}.",
            "{Maker} makes this little car from {Material}, in {Colour}.",
            "A cheerful toy car of {Material}, in {Colour}.",
        ),
        details=(
            "It is {Length} long and suitable for children {Age}.",
            "It measures {Length} from bumper to bumper and may be given to children {Age}.",
        ),
        uses=(
            "The wheels run quietly on wooden floors.",
            "The colours are safe for children who put things in their mouths.",
            "There is room for a small figure behind the wheel.",
        ),
        praise=(
            "it rolls for miles",
            "our grandson plays with nothing else",
            "it still looks new after months of play",
            "it is solid enough to be stepped on",
            "there are no sharp edges",
        ),
        niggles=(
            "the wheels squeak a little",
            "it is smaller than it looks in the photograph",
            "it pulls slightly to the left",
        ),
        faults=(
            "a wheel came off within an hour",
            "the colour rubs off",
            "one of the axles was bent from the start",
        ),
    ),
    Goods(
        name="Kites",
        description="Kites for the beach and for windy hills.",
        title="{Maker} {Material} kite, {Colour}, {Wingspan}",
        price=25.0,
        makers=("Wrenfield", "Northmoor", "Larkrise", "Coldbrook"),
        materials={"nylon": 1.0, "polyester": 0.8, "recycled polyester": 1.15},
        sizes=(
            (0.6, {"Wingspan": "60 cm", "Line": "20 m"}),
            (0.8, {"Wingspan": "80 cm", "Line": "25 m"}),
            (1.0, {"Wingspan": "100 cm", "Line": "30 m"}),
            (1.4, {"Wingspan": "130 cm", "Line": "40 m"}),
            (1.9, {"Wingspan": "160 cm", "Line": "50 m"}),
        ),
        colours=BRIGHTS,
        openings=(
            "This kite by {Maker} is made of {Material} in {Colour}.",
            "{Maker} sews this diamond kite from {Material}, in {Colour}.",
            "A classic diamond kite of {Material}, in {Colour}.",
        ),
        details=(
            "It has a wingspan of {Wingspan} and comes with {Line} of line.",
            "The wingspan is {Wingspan}, and the reel holds {Line} of line.",
        ),
        uses=(
            "It flies in a light breeze and needs no practice.",
            "The tail is included, and so is a bag.",
            "The rods slide out, so that it rolls up small.",
        ),
        praise=(
            "it went up at the first attempt",
            "it flies even in a light breeze",
            "it is quickly put together",
            "it survived several hard landings",
            "the children could fly it by themselves",
        ),
        niggles=(
            "the line tangles easily",
            "the reel feels cheap",
            "it needs more wind than I had thought",
        ),
        faults=(
            "one of the rods broke on the first day",
            "the line snapped and the kite was gone",
            "it spins and crashes in any wind",
        ),
    ),
    Goods(
        name="Building blocks",
        description="Blocks in sets from a handful to a sackful.",
        title="{Maker} {Material} building blocks, {Colour}, {Pieces} pieces",
        price=27.0,
        makers=("Wrenfield", "Lowick", "Fernley", "Penhallow"),
        materials={"beech": 1.0, "maple": 1.25, "cork": 1.1, "recycled plastic": 0.65},
        sizes=(
            (0.45, {"Pieces": "20"}),
            (0.7, {"Pieces": "36"}),
            (1.0, {"Pieces": "60"}),
            (1.4, {"Pieces": "100"}),
            (2.0, {"Pieces": "150"}),
        ),
        options={"Age": ("from 1 year", "from 18 months", "from 3 years")},
        colours=BRIGHTS,
        openings=(
            "These building blocks by {Maker} are made of {Material}, in shades of {Colour}.",
            "{Maker} makes these blocks from {Material} and colours them in shades of {Colour}.",
            "A set of smooth building blocks in {Material}, in light and dark {Colour}.",
        ),
        details=(
            "The set has {Pieces} pieces and is suitable for children {Age}.",
            "There are {Pieces} pieces in the set, for children {Age}.",
        ),
        uses=(
            "All sets of the series can be combined.",
            "They come in a cotton sack for tidying up.",
            "Towers, bridges and whole towns can be built with them.",
        ),
        praise=(
            "they are cut so exactly that tall towers stand",
            "the edges are smooth",
            "the children play with them for hours",
            "they can be combined with our old set",
            "the sack makes tidying up easy",
        ),
        niggles=(
            "the sack is a bit small for all the pieces",
            "they are loud on a wooden floor",
            "there are not many long pieces",
        ),
        faults=(
            "several of the pieces were missing",
            "they differ so much in size that nothing stands",
            "the colour comes off when they get wet",
        ),
    ),
)

CLOTHING = (
    Goods(
        name="T-shirts",
        description="Plain T-shirts that keep their shape.",
        title="{Maker} {Material} T-shirt, {Colour}, {Neck} neck, size {Size}",
        price=22.0,
        makers=("Ravensby", "Coldbrook", "Larkrise", "Northmoor", "Penhallow"),
        materials={"cotton": 0.7, "organic cotton": 1.0, "linen": 1.4, "merino wool": 2.1},
        sizes=(
            (0.95, {"Size": "XS"}),
            (0.95, {"Size": "S"}),
            (1.0, {"Size": "M"}),
            (1.0, {"Size": "L"}),
            (1.05, {"Size": "XL"}),
            (1.1, {"Size": "XXL"}),
        ),
        options={"Neck": ("round", "V")},
        openings=(
            "This T-shirt by {Maker} is made of {Material} in {Colour}.",
            "{Maker} sews this plain {Material} T-shirt in {Colour}.",
            "A well-cut everyday T-shirt of {Material}, in {Colour}.",
        ),
        details=(
            "It is a size {Size} with a {Neck} neck.",
            "Cut straight and with a {Neck} neck, it comes in size {Size}.",
        ),
        uses=(
            "It is long enough to stay tucked in.",
            "Wear it by itself or under a jumper.",
            "It needs hardly any ironing.",
        ),
        praise=(
            "it has kept its shape after many washes",
            "it fits as the size promises",
            "the fabric is soft and not too thin",
            "it is long enough for tall people",
            "the neckline does not sag",
        ),
        niggles=(
            "it comes out a little large",
            "it creases quickly",
            "the label scratches until you cut it out",
        ),
        faults=(
            "it shrank by two sizes in the first wash",
            "there was a hole under the arm",
            "the colour ran and spoilt a whole wash",
        ),
    ),
    Goods(
        name="Socks",
        description="Socks for walking, working and warm feet.",
        title="{Maker} {Material} socks, {Colour}, {Size}, {Pairs}",
        price=10.0,
        makers=("Ravensby", "Northmoor", "Larkrise", "Coldbrook"),
        materials={"cotton": 0.7, "merino wool": 1.4, "bamboo viscose": 0.9, "alpaca wool": 1.6},
        sizes=(
            (0.9, {"Size": "UK 3-5", "Pairs": "1 pair"}),
            (1.0, {"Size": "UK 6-8", "Pairs": "1 pair"}),
            (1.1, {"Size": "UK 9-11", "Pairs": "1 pair"}),
            (2.3, {"Size": "UK 3-5", "Pairs": "3 pairs"}),
            (2.5, {"Size": "UK 6-8", "Pairs": "3 pairs"}),
            (2.7, {"Size": "UK 9-11", "Pairs": "3 pairs"}),
        ),
        openings=(
            "These socks by {Maker} are knitted from {Material} in {Colour}.",
            "{Maker} knits these {Material} socks in {Colour}.",
            "Comfortable everyday socks of {Material}, in {Colour}.",
        ),
        details=(
            "The pack holds {Pairs} in size {Size}.",
            "They fit feet from {Size} and come as a pack of {Pairs}.",
        ),
        uses=(
            "Heel and toe are reinforced.",
            "The cuff stays up without cutting in.",
            "They are knitted without a seam at the toe.",
        ),
        praise=(
            "they stay up all day",
            "my feet have never been so comfortable",
            "they show no holes after a hard winter",
            "there is no seam to rub",
            "they are warm without being thick",
        ),
        niggles=(
            "they take a long time to dry",
            "they are a little tight at the top",
            "they pick up fluff",
        ),
        faults=(
            "both heels went through within a month",
            "they slide down at every step",
            "they came out of the wash two sizes smaller",
        ),
    ),
    Goods(
        name="Scarves",
        description="Scarves against the wind, and for the look of it.",
        title="{Maker} {Material} scarf, {Colour}, {Size}",
        price=32.0,
        makers=("Ravensby", "Coldbrook", "Penhallow", "Marlow & Finch"),
        materials={"lambswool": 1.0, "merino wool": 1.2, "cashmere": 2.4, "silk": 1.7, "cotton": 0.6},
        sizes=(
            (0.8, {"Size": "140 x 25 cm", "Weight": "90 g"}),
            (1.0, {"Size": "170 x 28 cm", "Weight": "130 g"}),
            (1.15, {"Size": "180 x 32 cm", "Weight": "160 g"}),
            (1.4, {"Size": "200 x 60 cm", "Weight": "260 g"}),
        ),
        openings=(
            "This scarf by {Maker} is woven from {Material} in {Colour}.",
            "{Maker} weaves this {Material} scarf in {Colour}.",
            "A soft, simple scarf of {Material}, in {Colour}.",
        ),
        details=(
            "It measures {Size} and weighs {Weight}.",
            "The size is {Size}, the weight {Weight}, and the ends are fringed.",
        ),
        uses=(
            "It is long enough to go round twice.",
            "It makes a present that fits everybody.",
            "Air it overnight instead of washing it often.",
        ),
        praise=(
            "it does not scratch at all",
            "it is warmer than it looks",
            "it goes with everything I own",
            "it is just the right length",
            "the fringes are neatly finished",
        ),
        niggles=(
            "it sheds a little fluff on dark coats",
            "it is slightly narrower than I had hoped",
            "it creases in my bag",
        ),
        faults=(
            "it came with a pulled thread right in the middle",
            "it went bobbly after two days",
            "the fringes came undone in no time",
        ),
    ),
    Goods(
        name="Bobble hats",
        description="Knitted hats with a bobble, for cold ears of all sizes.",
        title="{Maker} {Material} bobble hat, {Colour}, {Size}",
        price=19.0,
        makers=("Northmoor", "Ravensby", "Larkrise", "Coldbrook", "Wrenfield"),
        materials={"lambswool": 1.1, "merino wool": 1.3, "acrylic": 0.6, "alpaca wool": 1.6},
        sizes=(
            (0.75, {"Size": "48-52 cm"}),
            (0.9, {"Size": "52-56 cm"}),
            (1.0, {"Size": "56-59 cm"}),
            (1.1, {"Size": "59-62 cm"}),
        ),
        options={"Lining": ("fleece", "cotton", "none")},
        openings=(
            "This bobble hat by {Maker} is knitted from {Material} in {Colour}.",
            "{Maker} knits this {Material} hat in {Colour} and tops it with a large bobble.",
            "A warm bobble hat of {Material}, in {Colour}, with a deep brim.",
        ),
        details=(
            "It fits heads of {Size}.",
            "The size is {Size}, and the brim can be turned up or down.",
        ),
        uses=(
            "The bobble can be unbuttoned before washing.",
            "It keeps the ears warm in a north wind.",
            "It folds up small enough for a pocket.",
        ),
        praise=(
            "it keeps my ears warm in any wind",
            "it stays on in a gale",
            "the bobble is gloriously large",
            "it fits well without pressing",
            "it has been through the wash and looks new",
        ),
        niggles=(
            "it runs a little small",
            "it flattens my hair",
            "it is almost too warm for mild days",
        ),
        faults=(
            "the bobble fell off on the first day",
            "it itches so much that I cannot wear it",
            "it stretched until it covered my eyes",
        ),
    ),
)

DEPARTMENTS: dict[str, tuple[Goods, ...]] = {
    "Kitchen": KITCHEN,
    "Home": HOME,
    "Garden": GARDEN,
    "Office": OFFICE,
    "Outdoors": OUTDOORS,
    "Toys": TOYS,
    "Clothing": CLOTHING,
}
"""Their goods, a category each."""

GOODS: dict[str, Goods] = {goods.slug: goods for department in DEPARTMENTS.values() for goods in department}

FIRST_NAMES = (
    "Alice", "Amira", "Andrew", "Beth", "Callum", "Carys", "Claire", "Dafydd", "Eleanor", "Farah", "Fiona", "Graham",
    "Hannah", "Harriet", "Imran", "Isla", "Jonathan", "Joyce", "Karen", "Keith", "Kwame", "Lucy", "Malcolm", "Martha",
    "Meera", "Neil", "Nicola", "Olivia", "Owen", "Patricia", "Piotr", "Rhiannon", "Robert", "Rosalind", "Samir",
    "Shona", "Simon", "Sunita", "Tobias", "Valerie", "Wendy", "Yasmin",
)  # fmt: skip

LAST_NAMES = (
    "Ackroyd", "Adeyemi", "Bairstow", "Birkett", "Blackwood", "Brennan", "Cartwright", "Chaudhry", "Cleaver",
    "Dunstan", "Ellwood", "Fairclough", "Garside", "Gillespie", "Hargreaves", "Hollis", "Ingham", "Jessop", "Kirkby",
    "Lachlan", "Lomax", "MacInnes", "Marsden", "Mensah", "Nowak", "Nuttall", "Okafor", "Oldroyd", "Pemberton",
    "Prosser", "Rashid", "Redfern", "Sefton", "Sharma", "Skelton", "Tolland", "Underhill", "Varley", "Whitworth",
    "Winstanley", "Yardley", "Yeoman",
)  # fmt: skip

AREA_CODES = ("0113 496", "0117 496", "0121 496", "0131 496", "0161 496", "0191 498", "020 7946")
"""Of telephone numbers that are kept free for fiction: they go on with 0000 to 0999."""

STREETS = (
    "Alder Close", "Appleyard Lane", "Baker's Row", "Beacon Rise", "Chandler Street", "Cobbler's Walk", "Dovecote Lane",
    "Fallowfield Way", "Ferry Lane", "Foxglove Drive", "Gasworks Terrace", "Granary Court", "Hawthorn Avenue",
    "Juniper Gardens", "Kiln Street", "Lamplighter Row", "Limekiln Road", "Maltings Yard", "Meadowsweet Close",
    "Old Orchard Road", "Otter Bank", "Plover Hill", "Quarry Road", "Ropewalk Street", "Sexton's Lane", "Swallow Court",
    "Tannery Street", "Upper Mill Lane", "Weavers' Green", "Wheelwright Lane",
)  # fmt: skip

TOWNS: tuple[tuple[str, str, str], ...] = (
    ("Abergavenny", "Monmouthshire", "NP7"),
    ("Alnwick", "Northumberland", "NE66"),
    ("Bakewell", "Derbyshire", "DE45"),
    ("Beverley", "East Yorkshire", "HU17"),
    ("Bridport", "Dorset", "DT6"),
    ("Bungay", "Suffolk", "NR35"),
    ("Cirencester", "Gloucestershire", "GL7"),
    ("Dolgellau", "Gwynedd", "LL40"),
    ("Faversham", "Kent", "ME13"),
    ("Haddington", "East Lothian", "EH41"),
    ("Hexham", "Northumberland", "NE46"),
    ("Kendal", "Cumbria", "LA9"),
    ("Lewes", "East Sussex", "BN7"),
    ("Ludlow", "Shropshire", "SY8"),
    ("Malvern", "Worcestershire", "WR14"),
    ("Melrose", "Roxburghshire", "TD6"),
    ("Oakham", "Rutland", "LE15"),
    ("Penrith", "Cumbria", "CA11"),
    ("Pitlochry", "Perthshire", "PH16"),
    ("Skipton", "North Yorkshire", "BD23"),
    ("Stamford", "Lincolnshire", "PE9"),
    ("Tavistock", "Devon", "PL19"),
    ("Totnes", "Devon", "TQ9"),
    ("Wells", "Somerset", "BA5"),
)
"""Town, county, first half of the postcode."""

REVIEW_TITLES: dict[int, tuple[str, ...]] = {
    5: (
        "Excellent",
        "Could not be better",
        "Just what I wanted",
        "Delighted",
        "Five stars",
        "Highly recommended",
        "Worth every penny",
        "Very well made",
        "Best purchase of the year",
        "Would buy again",
    ),
    4: (
        "Very good",
        "Nearly perfect",
        "Happy with it",
        "Good quality",
        "Does what it should",
        "Good value",
        "Pleased on the whole",
        "A sound choice",
    ),
    3: (
        "All right",
        "Could be better",
        "Mixed feelings",
        "Fair for the price",
        "Neither good nor bad",
        "Nothing special",
    ),
    2: ("Disappointed", "Not what I expected", "Below par", "Rather poor", "Would not buy again"),
    1: ("Avoid", "Very poor", "A waste of money", "Sent back", "Do not bother", "Terrible"),
}

REVIEW_FRAMES: dict[int, tuple[str, ...]] = {
    5: (
        "{Praise}, and {more praise}.",
        "Exactly what I was looking for: {praise}.",
        "I could not be happier. {Praise}, and {more praise}.",
        "Bought as a present and very well received. {Praise}.",
        "{Praise}. The {Colour} is even nicer than in the photograph.",
        "Some weeks on I am still delighted: {praise}, and {more praise}.",
        "I had read a lot of reviews before I ordered, and I was not disappointed. {Praise}.",
        "{Maker} has got this right. {Praise}, and {more praise}.",
        "I have recommended this to half the street. {Praise}.",
        "My third purchase from {Maker}, and the best so far. {Praise}.",
        "Ordered on Monday, here on Wednesday. {Praise}, and {more praise}.",
        "I have already placed a second order. {Praise}.",
        "{Praise}. What more could anyone want?",
        "I was not sure about {Colour} at first, but now I love it. {Praise}.",
        "A real improvement on what I had before: {praise}.",
        "My husband laughed at the price, but he has come round. {Praise}, and {more praise}.",
        "What I like best is that {praise}.",
        "{Praise}. On top of that, {more praise}.",
        "You can tell that {Maker} cares. {Praise}.",
        "{Praise}, {more praise}, and the price is right.",
    ),
    4: (
        "{Praise}. I would give full marks, but {niggle}.",
        "Very good on the whole. {Praise}, although {niggle}.",
        "{Praise}, and {more praise}. A little expensive, perhaps.",
        "Does the job nicely. {Praise}; my one small complaint is that {niggle}.",
        "Happy with this purchase. {Praise}.",
        "The {Colour} is slightly darker than in the photograph, but {praise}.",
        "{Praise}, as I have come to expect from {Maker}. One small thing: {niggle}.",
        "Almost perfect. {Praise}, and {more praise}.",
        "It took me a while to decide, and I chose well. {Praise}, even if {niggle}.",
        "So far, so good: {praise}.",
        "Good, honest quality. {Praise}.",
        "{Niggle}, but that is a detail. {Praise}.",
        "I would buy this again. {Praise}, though {niggle}.",
    ),
    3: (
        "{Praise}, but {niggle}.",
        "{Praise}; on the other hand {niggle}.",
        "Fair for the price. {Niggle}, though {praise}.",
        "I expected a little more from {Maker}: {niggle}. Still, {praise}.",
        "I am in two minds. {Praise}, yet {niggle}.",
        "Not bad, but not for everybody. {Niggle}.",
        "I like the {Colour}, and {praise}. However, {niggle}.",
        "Three stars because {niggle}. Otherwise {praise}.",
    ),
    2: (
        "I had hoped for more. {Fault}.",
        "{Fault}, which is not good enough at this price.",
        "I wanted to be pleased with this, but {fault}. At least {Colour} is a nice colour.",
        "Not what the description led me to expect: {fault}.",
        "Compared with other things from {Maker} this is a let-down. {Fault}, and {niggle} too.",
        "{Fault}. The shop was friendly about it, hence two stars.",
        "{Niggle}, which I could live with, but {fault}.",
    ),
    1: (
        "{Fault}, and {more fault}. I have sent everything back.",
        "I cannot recommend this: {fault}.",
        "{Fault}, and {more fault}.",
        "{Fault}, and nobody at {Maker} answers my letters.",
        "I have asked for my money back, because {fault}.",
        "I would give no stars if I could. {Fault}.",
    ),
}

REVIEW_CLOSERS: dict[int, tuple[str, ...]] = {
    5: (
        "Thank you, Oakhill.",
        "Well packed, too.",
        "I shall certainly look out for {Maker} again.",
        "Recommended without reservation.",
        "The whole family agrees.",
        "A lovely shade of {Colour}.",
        "Everything arrived in one piece.",
        "I smile every time I see that {Colour}.",
    ),
    4: (
        "Recommended.",
        "Quick delivery, too.",
        "The parcel was well packed.",
        "I would choose {Maker} again.",
        "The {Colour} goes with everything.",
        "No regrets.",
    ),
    3: ("I might try another maker next time.", "You get what you pay for.", "The parcel was well packed, at least."),
    2: ("A pity.", "I shall look elsewhere next time.", "The photograph promises more."),
    1: ("Think twice before you order.", "Never again.", "I shall look elsewhere next time."),
}
"""Some reviews end with one of these."""

VOUCHERS: tuple[tuple[str, str, str, str], ...] = (
    ("WELCOME", "Welcome to Oakhill", "percentage", ""),
    ("THANKS", "Thank you for coming back", "amount", ""),
    ("SPRING", "Spring clean", "percentage", ""),
    ("BIRTHDAY", "Birthday treat", "amount", ""),
    ("FRIEND", "Friends of Oakhill", "percentage", ""),
    ("BASKET", "Something off your basket", "amount", ""),
    ("MUGS", "Mug week", "percentage", "mugs"),
    ("LAMPS", "Brighter evenings", "percentage", "table-lamps"),
    ("POTS", "Potting season", "percentage", "plant-pots"),
    ("NOTES", "Back to the desk", "percentage", "notebooks"),
    ("HIKE", "Head for the hills", "amount", "rucksacks"),
    ("CAMP", "Nights under canvas", "amount", "tents"),
    ("TEDDY", "Teddy bears' picnic", "percentage", "teddy-bears"),
    ("TOASTY", "Toasty toes", "percentage", "socks"),
)
"""Code, name, kind, slug of the category that it is for."""

WISHLIST_NAMES = (
    "Birthday",
    "Christmas",
    "For the new flat",
    "For the garden",
    "Holiday",
    "Maybe later",
    "Presents",
    "When the sales are on",
)
