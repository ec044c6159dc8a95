package dev.wardstream.benchmarks;

import dev.wardstream.embedded.broker.EmbeddedKafka;
import dev.wardstream.embedded.registry.EmbeddedRegistry;
import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The broker of a measurement: one node with the catalogue applied, in a temporary folder, and a
 * schema registry. Says the addresses of both when ready.
 */
final class KafkaPart {
  private KafkaPart() {}

  static void main() {
    try (var kafka = EmbeddedKafka.builder().nodes(1).start()) {
      applyCatalogue(kafka.bootstrapServers());
      try (var registry = EmbeddedRegistry.start(kafka.bootstrapServers())) {
        Child.serve(kafka.bootstrapServers() + " " + registry.uri());
      }
    }
  }

  private static void applyCatalogue(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (var admin = Admin.create(settings)) {
      var cluster = new Cluster(admin);
      cluster.apply(Plan.of(Topics.ALL, Size.SMALL, 1, cluster.describe(Topics.ALL)));
    }
  }
}
