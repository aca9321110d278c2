#!/bin/sh
echo REACHED run.sh
