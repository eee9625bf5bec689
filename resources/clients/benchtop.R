# Logs runs of your own code into Benchtop's workspace. One file, base R only. Copy it beside your script:
#
#   source("benchtop.R")
#   run <- benchtop_init(project = "bridges", name = "first", config = list(lr = 0.1))
#   for (step in 0:99) benchtop_log(run, list(loss = 1 / (step + 1)), step)
#   benchtop_finish(run)
#
# Every row is flushed before benchtop_log returns: a process that is killed loses none, and Benchtop shows
# its run as interrupted. The layout is published in Benchtop's docs/file-formats.md.

# Folder of the workspace: dir, else BENCHTOP_WORKSPACE, else where Benchtop keeps its own.
benchtop_workspace <- function(dir = NULL) {
  if (is.null(dir)) dir <- Sys.getenv("BENCHTOP_WORKSPACE")
  if (nzchar(dir)) return(path.expand(dir))
  data <- if (.Platform$OS.type == "windows") Sys.getenv("APPDATA")
    else if (Sys.info()[["sysname"]] == "Darwin") "~/Library/Application Support"
    else Sys.getenv("XDG_CONFIG_HOME", "~/.config")
  file.path(path.expand(data), "benchtop", "workspace")
}

# Begins a run. config: a named list; directions: c(score = "maximize"); tags: texts.
benchtop_init <- function(project = NULL, name = NULL, config = list(), group = NULL, dir = NULL,
                          tags = character(), notes = "", directions = character()) {
  run <- new.env()
  now <- Sys.time()
  milliseconds <- floor((as.numeric(now) %% 1) * 1000)
  run$id <- sprintf("%s-%03d-%s", format(now, "%Y%m%d-%H%M%S", tz = "UTC"), as.integer(milliseconds),
                    .benchtop_random())
  run$began <- proc.time()[["elapsed"]]
  run$step <- -1
  run$columns <- character()
  run$figures <- list()
  run$over <- FALSE
  run$config <- config
  if (is.null(name)) name <- paste(if (is.null(project)) "run" else project, substr(run$id, 10, 15))
  run$document <- list(
    schemaVersion = 1, kind = "external", name = name, project = project, group = group, status = "running",
    createdAt = .benchtop_now(), endedAt = NULL,
    metrics = lapply(as.list(directions), function(way) list(direction = way)),
    tags = I(as.list(tags)), note = notes, writer = "benchtop.R 1",
    host = Sys.info()[["nodename"]], session = .benchtop_session())
  runs <- file.path(benchtop_workspace(dir), "runs")
  dir.create(runs, recursive = TRUE, showWarnings = FALSE)
  # Made aside: a folder without a run.json would look damaged to whoever lists the runs now.
  aside <- file.path(runs, paste0(".", run$id, ".new"))
  dir.create(aside)
  run$dir <- aside
  .benchtop_save(run)
  run$dir <- file.path(runs, run$id)
  if (!file.rename(aside, run$dir)) stop("The run's folder cannot be made in ", runs, ".")
  run$file <- file(file.path(run$dir, "metrics.csv"), "ab")
  reg.finalizer(run, function(ended) benchtop_finish(ended), onexit = TRUE)
  run
}

# Logs a named list of numbers as one row. Steps only grow; without one rows are counted from 0.
benchtop_log <- function(run, data, step = run$step + 1) {
  if (run$over) stop("This run is finished: call benchtop_init() for another one.")
  if (step < run$step) {
    warning("benchtop: steps only grow: step ", step, " after step ", run$step, " is left out.")
    return(invisible(run))
  }
  run$step <- step
  data <- as.list(data)
  isNumber <- vapply(data, function(value) is.numeric(value) && length(value) == 1, logical(1))
  if (!all(isNumber)) warning("benchtop: no numbers, and left out: ", paste(names(data)[!isNumber], collapse = ", "))
  data <- data[isNumber]
  names(data) <- gsub("[\r\n]", " ", names(data))
  if (length(data) == 0) return(invisible(run))
  text <- ""
  fresh <- setdiff(names(data), run$columns)
  if (length(fresh) > 0) {
    run$columns <- c(run$columns, fresh)
    text <- paste0(paste(.benchtop_quote(c("step", "elapsedMs", run$columns)), collapse = ","), "\n")
  }
  elapsed <- round((proc.time()[["elapsed"]] - run$began) * 1000, 3)
  cells <- vapply(run$columns, function(name) {
    value <- data[[name]]
    if (is.null(value)) "" else .benchtop_number(value)
  }, character(1))
  text <- paste0(text, paste(c(.benchtop_number(step), .benchtop_number(elapsed), cells), collapse = ","), "\n")
  writeBin(charToRaw(enc2utf8(text)), run$file)
  flush(run$file)
  for (name in names(data)) {
    value <- data[[name]]
    figure <- run$figures[[name]]
    if (is.null(figure)) figure <- list()
    figure$last <- value
    if (is.finite(value)) {
      if (is.null(figure$min) || value < figure$min) { figure$min <- value; figure$minStep <- step }
      if (is.null(figure$max) || value > figure$max) { figure$max <- value; figure$maxStep <- step }
    }
    run$figures[[name]] <- figure
  }
  invisible(run)
}

# Ends a run: "finished", "failed" or "stopped".
benchtop_finish <- function(run, status = "finished", error = NULL) {
  if (run$over) return(invisible(run))
  run$over <- TRUE
  close(run$file)
  run$document$status <- status
  run$document$error <- error
  run$document$endedAt <- .benchtop_now()
  run$document$host <- NULL
  run$document$session <- NULL
  run$document$summary <- run$figures
  run$document$steps <- max(0, run$step)
  .benchtop_save(run)
  invisible(run)
}

.benchtop_save <- function(run) {
  path <- file.path(run$dir, "run.json")
  aside <- paste0(path, ".tmp")
  writeLines(enc2utf8(.benchtop_json(c(run$document, list(config = as.list(run$config))))), aside, useBytes = TRUE)
  if (!file.rename(aside, path)) warning("benchtop: run.json cannot be written now.")
}

.benchtop_json <- function(value) {
  if (is.null(value) || (is.atomic(value) && length(value) == 1 && is.na(value) && !is.nan(value))) return("null")
  if (is.list(value)) {
    if (is.null(names(value)) && (length(value) > 0 || inherits(value, "AsIs")))
      return(paste0("[", paste(vapply(value, .benchtop_json, character(1)), collapse = ","), "]"))
    keys <- vapply(names(value), .benchtop_text, character(1))
    return(paste0("{", paste(keys, vapply(value, .benchtop_json, character(1)), sep = ":", collapse = ","), "}"))
  }
  if (length(value) != 1) return(.benchtop_json(I(as.list(unname(value)))))
  if (is.logical(value)) return(if (value) "true" else "false")
  if (is.numeric(value)) return(if (is.finite(value)) .benchtop_number(value) else .benchtop_text(.benchtop_number(value)))
  .benchtop_text(as.character(value))
}

.benchtop_text <- function(text) {
  text <- gsub("\\", "\\\\", enc2utf8(text), fixed = TRUE)
  text <- gsub("\"", "\\\"", text, fixed = TRUE)
  text <- gsub("\n", "\\n", gsub("\r", "\\r", gsub("\t", "\\t", text, fixed = TRUE), fixed = TRUE), fixed = TRUE)
  paste0("\"", gsub("[[:cntrl:]]", " ", text), "\"")
}

.benchtop_number <- function(value) {
  if (is.nan(value) || is.na(value)) return("NaN")
  if (is.infinite(value)) return(if (value > 0) "Infinity" else "-Infinity")
  format(value, digits = 17, scientific = abs(value) >= 1e15 || (value != 0 && abs(value) < 1e-4), trim = TRUE)
}

.benchtop_quote <- function(texts) {
  ifelse(grepl("[\",]", texts), paste0("\"", gsub("\"", "\"\"", texts), "\""), texts)
}

.benchtop_now <- function() format(Sys.time(), "%Y-%m-%dT%H:%M:%SZ", tz = "UTC")

.benchtop_random <- function() {
  # The caller's random numbers stay as they are.
  mixed <- (as.numeric(Sys.time()) * 1e6 + Sys.getpid() * 7919) %% 16777216
  sprintf("%06x", as.integer(mixed))
}

# This process, told from every other one that has or had its number.
.benchtop_session <- function() {
  boot <- tryCatch(readLines("/proc/sys/kernel/random/boot_id", warn = FALSE)[1], error = function(e) "boot",
                   warning = function(w) "boot")
  start <- tryCatch({
    stat <- readLines("/proc/self/stat", warn = FALSE)[1]
    strsplit(sub("^.*\\) ", "", stat), " ")[[1]][20]
  }, error = function(e) "", warning = function(w) "")
  paste(boot, Sys.getpid(), .benchtop_random(), start, sep = ".")
}
