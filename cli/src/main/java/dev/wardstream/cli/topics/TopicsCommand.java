package dev.wardstream.cli.topics;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.cli.terminal.CommandGroup;
import dev.wardstream.cli.terminal.Screen;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.CatalogueException;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardstream topics}. Runs on the main thread. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = "Shows the topic catalogue and brings a cluster in line with it.",
    synopsisSubcommandLabel = "(list | plan | apply)",
    footer = {
      "",
      "Examples:",
      "  wardstream topics list --size medium",
      "  wardstream topics plan --bootstrap kafka-1:9092 --size medium --replicas 3",
      "  wardstream topics apply --bootstrap kafka-1:9092 --size medium --replicas 3 --yes",
      "",
      "Partitions are planned once: adding some later would break the order per patient,",
      "so that a plan never changes their number."
    })
public final class TopicsCommand extends CommandGroup {
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the catalogue; needs no cluster.")
  int list(
      @Option(
              names = "--size",
              defaultValue = "small",
              description =
                  "How large the installation is: ${COMPLETION-CANDIDATES}"
                      + " (default: ${DEFAULT-VALUE}).")
          Size size) {
    var screen = screen();
    PlanReport.catalogue(Topics.ALL, size.partitions()).forEach(screen::line);
    return 0;
  }

  @Command(
      name = "plan",
      mixinStandardHelpOptions = true,
      description =
          "Says what `apply` would do. Changes nothing. Exit code 0: nothing to do,"
              + " 2: something to do, 1: refused.")
  int plan(@Mixin Target target, @Mixin Wanted wanted) {
    return withCluster(
        target,
        cluster -> {
          var plan = wanted.plan(cluster);
          show(plan);
          return plan.isEmpty() ? 0 : plan.refusals().isEmpty() ? 2 : 1;
        });
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Does what `plan` says, but only with --yes.")
  int apply(
      @Mixin Target target,
      @Mixin Wanted wanted,
      @Option(names = "--yes", description = "Really do it; without this, a dry run.")
          boolean yes) {
    return withCluster(
        target,
        cluster -> {
          var plan = wanted.plan(cluster);
          show(plan);
          if (!plan.refusals().isEmpty()) {
            throw new CommandFailed("Nothing was done: the plan has refusals.");
          }
          if (yes && !plan.isEmpty()) {
            cluster.apply(plan);
            screen().line("@|green Done.|@");
          } else if (!plan.isEmpty()) {
            screen().line("Dry run: nothing was done. Add @|bold --yes|@ to do it.");
          }
          return 0;
        });
  }

  private void show(Plan plan) {
    var screen = screen();
    PlanReport.difference(plan).forEach(screen::line);
    screen.line(PlanReport.sum(plan));
  }

  private interface Work {
    int on(Cluster cluster);
  }

  private static int withCluster(Target target, Work work) {
    var bootstrap = target.bootstrapServers();
    var config =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrap,
            "default.api.timeout.ms", "15000",
            "request.timeout.ms", "5000",
            "client.id", "wardstream-topics");
    try (var admin = Admin.create(config)) {
      return work.on(new Cluster(admin));
    } catch (CatalogueException e) {
      throw new CommandFailed(String.valueOf(e.getMessage()), e);
    } catch (KafkaException e) {
      throw CommandFailed.of("The cluster at %s is of no help".formatted(bootstrap), e);
    }
  }

  private Screen screen() {
    return Screen.of(command().getOut());
  }

  /** Options that say what the cluster shall have. */
  static final class Wanted {
    @Option(
        names = "--size",
        defaultValue = "small",
        description =
            "How large the installation is: small 6, medium 24, large 96 partitions per topic"
                + " (default: ${DEFAULT-VALUE}).")
    private Size size = Size.SMALL;

    @Option(
        names = "--replicas",
        paramLabel = "N",
        defaultValue = "3",
        description = "Copies of every partition (default: ${DEFAULT-VALUE}).")
    private int replicas = 3;

    Plan plan(Cluster cluster) {
      return Plan.of(Topics.ALL, size, replicas, cluster.describe(Topics.ALL));
    }
  }
}
