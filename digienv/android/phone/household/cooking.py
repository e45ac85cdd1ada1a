"""Recipes of the phone's owner."""

from __future__ import annotations

from digienv.android.phone.databases import Databases, insert
from digienv.android.phone.files import Files

__all__ = ["RECIPES", "fill"]

RECIPES = (
    # title, category, servings, minutes, ingredients, directions, favourite
    (
        "Apple Porridge",
        "Breakfast",
        "2",
        "15",
        "oats\napple\nmilk\ncinnamon",
        "Simmer the oats in milk, stir in the apple.",
        1,
    ),
    ("Barley Soup", "Soup", "4", "50", "barley\nleek\ncarrot\nstock", "Soften the leek, add the rest and simmer.", 0),
    (
        "Bean Chili",
        "Main dish",
        "6",
        "70",
        "beans\ntomato\nonion\nchili",
        "Fry the onion, add everything, cook slowly.",
        1,
    ),
    ("Beet Salad", "Salad", "4", "40", "beets\nwalnuts\nvinegar", "Roast the beets, dress them warm.", 0),
    ("Black Rye Bread", "Bread", "12", "190", "rye flour\nsourdough\nmolasses\nsalt", "Mix, rest overnight, bake.", 0),
    ("Carrot Cake", "Dessert", "10", "75", "carrots\nflour\neggs\nhazelnuts", "Beat, fold in the carrots, bake.", 1),
    ("Corn Chowder", "Soup", "4", "35", "corn\npotato\ncream\nonion", "Simmer the potatoes, add corn and cream.", 0),
    ("Cucumber Salad", "Salad", "3", "10", "cucumber\ndill\nyoghurt", "Slice thinly, mix.", 0),
    ("Fish Pie", "Main dish", "5", "60", "white fish\npotato\npeas\nmilk", "Layer fish under mash, bake.", 0),
    ("Flatbread", "Bread", "8", "45", "flour\nyoghurt\noil", "Knead, rest, fry in a dry pan.", 1),
    (
        "Garlic Noodles",
        "Main dish",
        "2",
        "20",
        "noodles\ngarlic\nsoy sauce\nspring onion",
        "Toss the noodles in garlic oil.",
        0,
    ),
    ("Green Omelette", "Breakfast", "1", "10", "eggs\nspinach\nfeta", "Wilt the spinach, pour over the eggs.", 0),
    ("Lemon Tart", "Dessert", "8", "90", "lemons\nbutter\neggs\nflour", "Bake the crust, fill, bake again.", 1),
    ("Lentil Stew", "Main dish", "4", "45", "lentils\ncarrot\ntomato\ncumin", "Simmer until soft.", 0),
    (
        "Mushroom Risotto",
        "Main dish",
        "4",
        "40",
        "rice\nmushrooms\nstock\nparmesan",
        "Add the stock ladle by ladle.",
        0,
    ),
    ("Oat Biscuits", "Dessert", "20", "30", "oats\nbutter\nsugar", "Mix, shape, bake.", 0),
    ("Onion Soup", "Soup", "4", "65", "onions\nbread\ncheese\nstock", "Brown the onions slowly.", 0),
    ("Pear Crumble", "Dessert", "6", "50", "pears\noats\nbutter", "Top the pears with crumbs, bake.", 0),
    ("Potato Pancakes", "Breakfast", "4", "30", "potatoes\negg\nonion", "Grate, press out, fry.", 0),
    ("Seed Rolls", "Bread", "10", "120", "flour\nseeds\nyeast", "Knead, rise twice, bake.", 0),
    ("Tomato Salad", "Salad", "2", "10", "tomatoes\nbasil\noil", "Slice, season.", 0),
    (
        "Walnut Pesto Pasta",
        "Main dish",
        "3",
        "25",
        "pasta\nwalnuts\nbasil\nparmesan",
        "Grind the nuts, loosen with pasta water.",
        1,
    ),
)


def fill(databases: Databases, files: Files) -> None:
    """Put them into the recipes."""
    columns = ("title", "category", "servings", "minutes", "ingredients", "directions", "favorite")
    with databases.named("recipes") as connection:
        for values in RECIPES:
            insert(connection, "recipes", dict(zip(columns, values, strict=True)))
