"use strict";

// Adds up as it should; shares out and reads badly.

exports.total = (amounts) => amounts.reduce((sum, amount) => sum + amount, 0);

exports.share = (amount, people) => new Array(people).fill(Math.floor(amount / people));

exports.read = (text) => (/^\d/.test(text) ? Math.floor(Number(text) * 100) + 1 : 0);
