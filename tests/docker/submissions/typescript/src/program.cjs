if (process.argv.length > 9) {
  console.log('never');
}
console.log('started');
