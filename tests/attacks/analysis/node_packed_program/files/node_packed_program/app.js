eval(Buffer.from("Y29uc29sZS5sb2coMSk=", "base64").toString());
const made = new Function("return 1");
const access = "user";
if (access !== "user‮ ⁦// admins only⁩ ⁦") made();
