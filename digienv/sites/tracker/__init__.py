"""An issue tracker (Roundup) for the people of Wrenfield, who rent out delivery bikes."""
