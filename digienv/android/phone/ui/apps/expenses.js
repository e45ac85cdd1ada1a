"use strict";

const CATEGORIES = ["Food", "Transport", "Housing", "Health", "Clothing", "Leisure", "Other"];

register({
  id: "org.digienv.expenses",
  name: "Expenses",
  icon: "wallet",
  hue: 165,
  main: ".Main",
  activities: {
    async ".Main"(page) {
      const { category = "" } = page.state;
      const all = await phone.sql("expenses", "SELECT * FROM expenses ORDER BY day DESC, _id DESC");
      const shown = all.filter((one) => !category || one.category === category);
      const total = shown.reduce((sum, one) => sum + one.cents, 0);
      return [
        appBar(page, "Expenses", { up: false, actions: [["sort", "Summary", () => page.open(".Summary")]] }),
        chips([["", "All"], ...CATEGORIES.map((name) => [name, name])], category, (chosen) => page.update({ category: chosen })),
        label(`${shown.length} expenses · ${dollars(total)}`, { id: "org.digienv.expenses:id/total" }),
        scrolling(
          shown.map((one) =>
            row({
              title: one.name,
              subtitle: `${one.category} · ${longDay(one.day)}`,
              leading: avatar(one.category),
              trailing: el("span.row-amount", { text: dollars(one.cents), as: widget("TextView") }),
              onclick: () => page.open(".Edit", { id: one._id }),
            }),
          ),
          shown.length ? null : empty("No expenses"),
        ),
        floatingButton("plus", "New expense", () => page.open(".Edit")),
      ];
    },

    async ".Summary"(page) {
      const rows = await phone.sql("expenses", "SELECT substr(day, 1, 7) AS month, category, sum(cents) AS cents FROM expenses GROUP BY month, category ORDER BY month DESC, cents DESC");
      const months = [...new Set(rows.map((one) => one.month))];
      return [
        appBar(page, "Summary"),
        scrolling(
          months.map((month) => {
            const name = new Date(`${month}-01T00:00Z`).toLocaleString("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
            const of = rows.filter((one) => one.month === month);
            const most = Math.max(...of.map((one) => one.cents));
            return [
              heading(name),
              of.map((one) =>
                row({
                  title: one.category,
                  leading: el("div.bar", { style: `height: ${4 + (36 * one.cents) / most}px` }),
                  trailing: el("span.row-amount", { text: dollars(one.cents), as: widget("TextView") }),
                }),
              ),
            ];
          }),
        ),
      ];
    },

    async ".Edit"(page) {
      const state = page.state;
      const id = page.extras.id;
      if (!state.values) {
        const [old] = id ? await phone.sql("expenses", "SELECT * FROM expenses WHERE _id = ?", id) : [];
        state.values = old
          ? { name: old.name, amount: (old.cents / 100).toFixed(2), category: old.category, note: old.note, day: old.day }
          : { name: "", amount: "", category: "Other", note: "", day: dayOf(system.now) };
      }
      const values = state.values;
      const save = async () => {
        const cents = Math.round(100 * Number(values.amount.replace(",", ".")));
        if (!values.name.trim()) return system.toast("Give the expense a name");
        if (!(cents > 0)) return system.toast("Enter an amount");
        const written = { name: values.name.trim(), cents, category: values.category, note: values.note.trim(), day: values.day };
        if (id) {
          const sets = Object.keys(written).map((name) => `${name} = ?`).join(", ");
          await phone.sql("expenses", `UPDATE expenses SET ${sets} WHERE _id = ?`, ...Object.values(written), id);
        } else {
          await phone.insert("expenses", "expenses", written);
        }
        await page.finish();
        return system.toast("Expense saved");
      };
      const remove = () =>
        confirmDelete("Delete this expense?", async () => {
          await phone.sql("expenses", "DELETE FROM expenses WHERE _id = ?", id);
          await page.finish();
        });
      const entry = (name, hint, options = {}) =>
        field(hint, values[name], { id: `org.digienv.expenses:id/${name}`, oninput: (text) => (values[name] = text), ...options });
      const change = (name) => (value) => {
        values[name] = value;
        return page.refresh();
      };
      return [
        appBar(page, id ? "Edit expense" : "New expense", {
          actions: [...(id ? [["delete", "Delete", remove]] : []), ["check", "Save", save]],
        }),
        scrolling(
          entry("name", "Name"),
          entry("amount", "Amount", { type: "tel" }),
          dropdown("Category", CATEGORIES.map((name) => [name, name]), values.category, change("category")),
          row({ title: longDay(values.day), subtitle: "Date", leading: icon("calendar"), onclick: () => askDate(values.day, change("day")) }),
          entry("note", "Note"),
        ),
      ];
    },
  },
});

const dollars = (cents) => `$${(cents / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}`;
