export PYTHONPATH=/opt/builtin/lib:.
python3 -m pytest -q --junitxml=report.xml test_hidden.py
echo "EXIT $?"
cat report.xml
