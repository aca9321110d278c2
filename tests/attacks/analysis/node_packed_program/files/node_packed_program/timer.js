setTimeout("console.log(1)", 1);
