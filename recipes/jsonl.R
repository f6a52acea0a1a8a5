# One response in R, through JSON lines: Rscript recipes/jsonl.R PATH [PROGRAM]
library(jsonlite)
arguments <- commandArgs(trailingOnly = TRUE)
program <- if (length(arguments) > 1) arguments[2] else "sar-decode"
text <- system2(program, c(shQuote(arguments[1]), "--format", "jsonl"), stdout = TRUE)
lines <- lapply(text, fromJSON, simplifyVector = FALSE)
points <- Filter(function(line) identical(line$record, "data-point"), lines)
guesses <- vapply(Filter(function(point) point$inferred, points), function(point) point$label, "")
cat(length(points), "headings with their values;", length(guesses), "guesses:", paste(guesses, collapse = ", "), "\n")
