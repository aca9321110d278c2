#!/bin/sh
echo REA''CHED run.sh
