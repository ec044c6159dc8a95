package dev.wardstream.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code benchmarks/run}: measures what is named, one after the other. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the platform and prints Markdown tables for docs/benchmarks.md. Broker, service and"
          + " load each run in a process of their own. Figures are only as good as the machine is"
          + " quiet.",
      ""
    },
    footer = {
      "",
      "What can be measured:",
      "  ingest     puts acknowledged per second and CPU, beside an echo and a bare producer (1 min)",
      "  latency    from device to subscriber, at 1,000 and 5,000 readings/s (2 min)",
      "  engine     the alert job on a log, beside a Kafka Streams count of it (1.5 min)",
      "  micro      JMH: the engine in memory, Avro encoding (0.5 min)",
      "  fanout     deliveries to the subscribers of a ward, beside other servers (8 min)",
      "  neighbour  delays of 1,000 subscribers, without and with one that never reads (2 min)",
      "  reconnect  5,000 subscribers come back at once with old cursors (1 min)",
      "  idle       memory per idle connection of the push service (1 min)",
      "  footprint  start, memory and CPU of wardstream up, at rest and with the demo (2 min)",
      "  all        all of these, in this order",
      "",
      "Examples:",
      "  benchmarks/run all",
      "  benchmarks/run ingest --puts 1000000",
      "  benchmarks/run latency --rates 1000 --seconds 60",
      "  benchmarks/run ingest --profile target/profiles   then: jfr view hot-methods FILE"
    })
public final class Benchmarks implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "NAME", description = "What to measure; see below.")
  private List<Name> names = List.of();

  @Option(
      names = "--puts",
      paramLabel = "N",
      description = "ingest: messages of each kind (default: ${DEFAULT-VALUE}).")
  private long puts = 300_000;

  @Option(
      names = "--rates",
      paramLabel = "N,N",
      split = ",",
      description = "latency: readings per second (default: 1000,5000).")
  private List<Integer> rates = List.of(1_000, 5_000);

  @Option(
      names = "--readings",
      paramLabel = "N",
      description = "engine: length of the log (default: ${DEFAULT-VALUE}).")
  private long readings = 200_000;

  @Option(
      names = "--subscribers",
      paramLabel = "N,N",
      split = ",",
      description = "fanout: subscribers of the ward (default: 100,1000,10000).")
  private List<Integer> subscribers = List.of(100, 1_000, 10_000);

  @Option(
      names = "--servers",
      paramLabel = "NAME,NAME",
      split = ",",
      description = "fanout: of ${COMPLETION-CANDIDATES} (default: all).")
  private List<Fanout.Kind> servers = List.of(Fanout.Kind.values());

  @Option(
      names = "--returning",
      paramLabel = "N",
      description = "reconnect: subscribers (default: ${DEFAULT-VALUE}).")
  private int returning = 5_000;

  @Option(
      names = "--connections",
      paramLabel = "N,N",
      split = ",",
      description = "idle: how many, ascending (default: 1000,5000,10000,19000).")
  private List<Integer> connections = List.of(1_000, 5_000, 10_000, 19_000);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "latency, fanout, neighbour, footprint: length (default: 20, 10, 20, 15).")
  private @Nullable Integer seconds;

  @Option(
      names = "--profile",
      paramLabel = "FOLDER",
      description = "Leave a flight recording of each process there.")
  private @Nullable Path profile;

  /** What can be measured. */
  enum Name {
    INGEST,
    LATENCY,
    ENGINE,
    MICRO,
    FANOUT,
    NEIGHBOUR,
    RECONNECT,
    IDLE,
    FOOTPRINT,
    ALL
  }

  static void main(String[] arguments) {
    var command = new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (profile != null) {
      System.setProperty(Child.PROFILES, Files.createDirectories(profile).toString());
    }
    Machine.print();
    for (var name : names.contains(Name.ALL) ? everything() : names) {
      run(name);
    }
    return 0;
  }

  private static List<Name> everything() {
    return List.copyOf(EnumSet.complementOf(EnumSet.of(Name.ALL)));
  }

  private void run(Name name) throws Exception {
    switch (name) {
      case INGEST -> IngestBenchmark.run(puts);
      case LATENCY -> LatencyBenchmark.run(rates, seconds(20));
      case ENGINE -> EngineBenchmark.run(readings);
      case MICRO -> MicroBenchmarks.run();
      case FANOUT -> FanoutBenchmark.run(servers, subscribers, seconds(10));
      case NEIGHBOUR -> NeighbourBenchmark.run(seconds(20));
      case RECONNECT -> ReconnectBenchmark.run(returning);
      case IDLE -> ConnectionsBenchmark.run(connections);
      case FOOTPRINT -> FootprintBenchmark.run(seconds(15));
      case ALL -> throw new IllegalStateException("all is made of the others");
    }
  }

  private int seconds(int usual) {
    return seconds == null ? usual : seconds;
  }
}
