"""Tasks about recipes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import ClassVar

from digienv.core.actions import Action, Answer, OpenApp, Stop
from digienv.core.answers import Number
from digienv.core.goals import Differs, Instance, Requirement, Says, added, changed, removed
from digienv.suites.android.screen import delete, fill, sequence, tap, taps, texts
from digienv.suites.android.surface import PhoneSurface
from digienv.suites.android.task import PhoneTemplate

__all__ = ["TEMPLATES"]

RECIPES = "SELECT _id, title, category, servings, minutes, ingredients, favorite FROM recipes ORDER BY title"


class _Recipes(PhoneTemplate):
    place = "recipes"

    def recipes(self, surface: PhoneSurface) -> list[Instance]:
        """All recipes."""
        return self.rows(surface, "recipes", RECIPES)


class AddRecipe(_Recipes):
    """Write a recipe down."""

    id = "android.add-recipe"
    goal = (
        'Add a recipe "{title}" in the category {category}: it serves {servings} and takes {minutes} minutes. '
        'Its ingredients are "{ingredients}", and its directions "{directions}"'
    )
    NEW: ClassVar = (
        ("Rice Pudding", "Dessert", "4", "35", "rice, milk, vanilla", "Simmer gently."),
        ("Pea Soup", "Soup", "6", "55", "split peas, stock, mint", "Boil until soft, blend."),
        ("Egg Salad", "Salad", "2", "15", "eggs, mustard, chives", "Chop and mix."),
        ("Semolina", "Breakfast", "3", "12", "semolina, milk", "Stir all the time."),
        ("Stuffed Peppers", "Main dish", "4", "65", "peppers, rice, feta", "Fill and bake."),
        ("Corn Bread", "Bread", "9", "40", "corn meal, buttermilk", "Mix and bake."),
        ("Plum Cake", "Dessert", "12", "80", "plums, flour, butter", "Bake until golden."),
        ("Miso Soup", "Soup", "2", "18", "miso, tofu, seaweed", "Do not boil the miso."),
    )

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        columns = ("title", "category", "servings", "minutes", "ingredients", "directions")
        return [dict(zip(columns, values, strict=True)) for values in self.NEW]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(added("recipes", **instance, favorite=0)),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Recipes"),
            tap(surface, "New recipe"),
            fill(surface, "title", instance["title"]),
            taps(surface, "Category", instance["category"]),
            *(fill(surface, name, instance[name]) for name in ("servings", "minutes", "ingredients", "directions")),
            tap(surface, "Save"),
            Stop(),
        )


class DeleteRecipe(_Recipes):
    """Throw a recipe away."""

    id = "android.delete-recipe"
    goal = "Delete the recipe for {title}."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return self.recipes(surface)

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(removed("recipes", _id=instance["_id"], title=instance["title"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(OpenApp("Recipes"), tap(surface, instance["title"]), delete(surface), Stop())


class FavoriteRecipe(_Recipes):
    """Mark a recipe, or no longer."""

    id = "android.favorite-recipe"
    goal = "{how} the recipe for {title} {where} the favorites."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        words = {0: ("Add", "to"), 1: ("Remove", "from")}
        return [
            {**recipe, "how": words[recipe["favorite"]][0], "where": words[recipe["favorite"]][1]}
            for recipe in self.recipes(surface)
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Differs(changed("recipes", {"_id": instance["_id"]}, favorite=1 - instance["favorite"])),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        button = f"{instance['how']} {instance['where']} favorites"
        return sequence(OpenApp("Recipes"), taps(surface, instance["title"], button), Stop())


class ChangeRecipe(_Recipes):
    """Correct a recipe."""

    id = "android.change-recipe"
    goal = "In the recipe for {title}, change the {what} to {to}."
    NAMES: ClassVar = {"number of servings": "servings", "time in minutes": "minutes"}

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [
            {**recipe, "what": what, "to": str(int(recipe[column]) + 5 + turn)}
            for recipe in self.recipes(surface)
            for turn, (what, column) in enumerate(self.NAMES.items())
        ]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        column = self.NAMES[instance["what"]]
        return (Differs(changed("recipes", {"_id": instance["_id"]}, **{column: instance["to"]})),)

    def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        return sequence(
            OpenApp("Recipes"),
            taps(surface, instance["title"], "Edit"),
            fill(surface, self.NAMES[instance["what"]], instance["to"]),
            tap(surface, "Save"),
            Stop(),
        )


class CookingTime(_Recipes):
    """Say how long a dish takes."""

    id = "android.cooking-time"
    goal = "How many minutes does the recipe for {title} take? Answer with a number."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        return [{"title": recipe["title"], "minutes": int(recipe["minutes"])} for recipe in self.recipes(surface)]

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["minutes"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        async for action in sequence(OpenApp("Recipes"), tap(surface, instance["title"])):
            yield action
        shown = await texts(surface)
        yield Answer(shown[shown.index("Time") - 1].partition(" ")[0])


class CountRecipes(_Recipes):
    """Say how many recipes there are of a kind."""

    id = "android.count-recipes"
    goal = "How many recipes {which}? Answer with a number."

    async def instances(self, surface: PhoneSurface) -> Sequence[Instance]:
        recipes = self.recipes(surface)
        categories = sorted({recipe["category"] for recipe in recipes})
        found: list[Instance] = [
            {
                "which": f"are there in the category {category}",
                "tap": category,
                "search": "",
                "count": sum(recipe["category"] == category for recipe in recipes),
            }
            for category in categories
        ]
        for ingredient in ("milk", "basil", "oats", "potato", "eggs", "onion", "stock"):
            count = sum(ingredient in f"{recipe['title']}\n{recipe['ingredients']}".lower() for recipe in recipes)
            which = f'does a search for "{ingredient}" find'
            found.append({"which": which, "tap": "", "search": ingredient, "count": count})
        return found

    def requires(self, instance: Instance) -> tuple[Requirement, ...]:
        return (Says(Number(instance["count"])),)

    async def solve(self, surface: PhoneSurface, instance: Instance) -> AsyncIterator[Action]:
        yield OpenApp("Recipes")
        search = fill(surface, "search", instance["search"])
        async for action in tap(surface, instance["tap"]) if instance["tap"] else search:
            yield action
        shown = [node for node in (await surface.tree()).walk() if node.id == "android:id/title"]
        yield Answer(str(len(shown)))


TEMPLATES: tuple[type[PhoneTemplate], ...] = (
    AddRecipe,
    ChangeRecipe,
    CookingTime,
    CountRecipes,
    DeleteRecipe,
    FavoriteRecipe,
)
