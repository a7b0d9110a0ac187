package io.notifyjava.examples.tokens;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. */
@Command(
    name = "tokens",
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = {
      "Lets several processes send over one account of a simulated WeChat, which ends the access"
          + " token again and again. They share it through Redis or a database.",
      "The last line, on standard output, is JSON: kills, renewals, sends, and how many were lost."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no message was lost, and renewals equal kills (while the store is stopped: one a node)",
      "1:otherwise",
      "2:the command line or the set-up is wrong; nothing was sent"
    })
final class TokensCommand {

  /** Where the token is shared. */
  enum Store {
    REDIS,
    JDBC,
    POSTGRESQL
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  boolean help;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "redis",
      description = {
        "redis (a server of its own), jdbc (an H2 server of its own) or postgresql (one that Maven",
        "brings)."
      })
  Store store = Store.REDIS;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long, and so how many kills; 3 to 3600, 60 by default.")
  int seconds = 60;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many processes send; 1 to 16, 4 by default.")
  int processes = 4;

  @Option(
      names = "--pace",
      paramLabel = "N",
      defaultValue = "50",
      description = "Messages a second of each process; 1 to 1000, 50 by default.")
  int pace = 50;

  @Option(
      names = "--stop-store",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Kills the store's process in the middle, and starts it again N seconds later. A"
              + " Redis then is empty; a database has what it had.")
  int stopStore;

  /** Returns what is wrong; empty if nothing is. */
  String problem() {
    if (seconds < 3 || seconds > 3_600) {
      return "--seconds must be 3 to 3600, but was " + seconds;
    }
    if (processes < 1 || processes > 16) {
      return "--processes must be 1 to 16, but was " + processes;
    }
    if (pace < 1 || pace > 1_000) {
      return "--pace must be 1 to 1000, but was " + pace;
    }
    if (stopStore < 0 || stopStore > seconds / 2) {
      return "--stop-store must be 0 to half of --seconds, but was " + stopStore;
    }
    return "";
  }
}
