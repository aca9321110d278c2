node --test --test-reporter=tap hidden.test.js
echo "EXIT $?"
