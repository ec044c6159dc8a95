package dev.wardstream.benchmarks;

/** Runs one measurement by name and prints its figures as a Markdown table. */
public final class Benchmarks {
  private Benchmarks() {}

  static void main(String[] arguments) {
    var name = arguments.length == 0 ? "" : arguments[0];
    switch (name) {
      case "ingest" -> IngestBenchmark.run(number(arguments, 1_000_000));
      default -> System.err.println("usage: ingest [puts] | latency | engine | fanout | footprint");
    }
  }

  private static long number(String[] arguments, long otherwise) {
    return arguments.length < 2 ? otherwise : Long.parseLong(arguments[1]);
  }
}
