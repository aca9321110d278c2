raise SystemExit('loaded')
