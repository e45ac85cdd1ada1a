"use strict";

const MEALS = ["Breakfast", "Soup", "Main dish", "Salad", "Dessert", "Bread"];

register({
  id: "org.digienv.recipes",
  name: "Recipes",
  icon: "pot",
  hue: 15,
  main: ".Main",
  activities: {
    async ".Main"(page) {
      const { category = "", favorites = false } = page.state;
      const query = (page.state.query || "").toLowerCase();
      const all = await phone.sql("recipes", "SELECT * FROM recipes ORDER BY title COLLATE NOCASE, _id");
      const shown = all.filter(
        (one) => (!category || one.category === category) && (!favorites || one.favorite) && `${one.title}\n${one.ingredients}`.toLowerCase().includes(query),
      );
      return [
        appBar(page, "Recipes", { up: false, actions: [["star", favorites ? "Show all" : "Show favorites", () => page.update({ favorites: !favorites })]] }),
        field("Search recipes", page.state.query, { id: "org.digienv.recipes:id/search", oninput: (text) => page.update({ query: text }) }),
        chips([["", "All"], ...MEALS.map((meal) => [meal, meal])], category, (chosen) => page.update({ category: chosen })),
        scrolling(
          shown.map((one) =>
            row({
              title: one.title,
              subtitle: [one.category, one.minutes && `${one.minutes} min`, one.servings && `serves ${one.servings}`].filter(Boolean).join(" · "),
              leading: avatar(one.title),
              trailing: one.favorite ? icon("star") : null,
              onclick: () => page.open(".Recipe", { id: one._id }),
            }),
          ),
          shown.length ? null : empty("No recipes"),
        ),
        floatingButton("plus", "New recipe", () => page.open(".Edit")),
      ];
    },

    async ".Recipe"(page) {
      const [recipe] = await phone.sql("recipes", "SELECT * FROM recipes WHERE _id = ?", page.extras.id);
      if (!recipe) return [appBar(page, "Recipe"), empty("This recipe is gone")];
      const star = async () => {
        await phone.sql("recipes", "UPDATE recipes SET favorite = 1 - favorite WHERE _id = ?", recipe._id);
        await page.refresh();
      };
      const remove = () =>
        confirmDelete(`Delete “${recipe.title}”?`, async () => {
          await phone.sql("recipes", "DELETE FROM recipes WHERE _id = ?", recipe._id);
          await page.finish();
        });
      const whole = `${recipe.title}\n\n${recipe.ingredients}\n\n${recipe.directions}`;
      return [
        appBar(page, "", {
          actions: [
            ["star", recipe.favorite ? "Remove from favorites" : "Add to favorites", star],
            ["share", "Share", () => system.share({ text: whole })],
            ["edit", "Edit", () => page.open(".Edit", { id: recipe._id })],
            ["delete", "Delete", remove],
          ],
        }),
        scrolling(
          label(recipe.title, { style: "font-size: 26px; line-height: 34px" }),
          row({ title: recipe.category || "None", subtitle: "Category", leading: icon("menu") }),
          row({ title: recipe.minutes ? `${recipe.minutes} minutes` : "Unknown", subtitle: "Time", leading: icon("clock") }),
          row({ title: recipe.servings || "Unknown", subtitle: "Servings", leading: icon("person") }),
          heading("Ingredients"),
          label(recipe.ingredients, { id: "org.digienv.recipes:id/ingredients" }),
          heading("Directions"),
          label(recipe.directions, { id: "org.digienv.recipes:id/directions" }),
        ),
      ];
    },

    async ".Edit"(page) {
      const state = page.state;
      if (!state.values) {
        const [old] = page.extras.id ? await phone.sql("recipes", "SELECT * FROM recipes WHERE _id = ?", page.extras.id) : [];
        const { title = "", category = "", servings = "", minutes = "", ingredients = "", directions = "" } = old || {};
        state.values = { title, category, servings, minutes, ingredients, directions };
      }
      const values = state.values;
      const save = async () => {
        if (!values.title.trim()) return system.toast("Give the recipe a title");
        values.title = values.title.trim();
        if (page.extras.id) {
          const sets = Object.keys(values).map((name) => `${name} = ?`).join(", ");
          await phone.sql("recipes", `UPDATE recipes SET ${sets} WHERE _id = ?`, ...Object.values(values), page.extras.id);
        } else {
          await phone.insert("recipes", "recipes", values);
        }
        await page.finish();
        return system.toast("Recipe saved");
      };
      const entry = (name, hint, options = {}) =>
        field(hint, values[name], { id: `org.digienv.recipes:id/${name}`, oninput: (text) => (values[name] = text), ...options });
      const choose = (category) => {
        values.category = category;
        return page.refresh();
      };
      return [
        appBar(page, page.extras.id ? "Edit recipe" : "New recipe", { actions: [["check", "Save", save]] }),
        scrolling(
          entry("title", "Title"),
          dropdown("Category", MEALS.map((meal) => [meal, meal]), values.category, choose),
          entry("servings", "Servings", { type: "tel" }),
          entry("minutes", "Minutes", { type: "tel" }),
          entry("ingredients", "Ingredients", { multiline: true }),
          entry("directions", "Directions", { multiline: true }),
        ),
      ];
    },
  },
});
