package dev.wardstream.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.CatalogueException;
import dev.wardstream.schemas.catalogue.Cluster;
import dev.wardstream.schemas.catalogue.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogueIT {
  private EmbeddedKafka kafka;
  private Admin admin;
  private Cluster cluster;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.builder().start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    cluster = new Cluster(admin);
  }

  @AfterEach
  void stop() {
    admin.close();
    kafka.close();
  }

  @Test
  void anAppliedPlanLeavesNothingToDo() throws Exception {
    cluster.apply(plan(Size.SMALL));
    assertThat(plan(Size.SMALL).describe()).isEmpty();
    cluster.apply(plan(Size.SMALL));

    setRetention("1000");
    awaitPlan("configure alerts.events: retention.ms=31536000000 (now retention.ms=1000)");
    cluster.apply(plan(Size.SMALL));
    awaitPlan();
  }

  @Test
  void aRefusedPlanChangesNothing() {
    var some = Plan.of(List.of(Topics.VITALS_READINGS), Size.SMALL, 1, Map.of());
    cluster.apply(some);
    var medium = plan(Size.MEDIUM);
    assertThat(medium.creations()).isNotEmpty();
    assertThatExceptionOfType(CatalogueException.class)
        .isThrownBy(() -> cluster.apply(medium))
        .withMessageContaining("refuse vitals.readings");
    assertThat(cluster.describe(Topics.ALL)).containsOnlyKeys("vitals.readings");
  }

  @Test
  void aServiceLearnsTheSharedPartitionCount() {
    cluster.apply(plan(Size.SMALL));
    assertThat(cluster.requireCoPartitioned(Topics.ALL)).isEqualTo(Size.SMALL.partitions());
  }

  /** A broker learns of a changed setting a moment after the controller accepted it. */
  private void awaitPlan(String... steps) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(plan(Size.SMALL).describe()).containsExactly(steps));
  }

  private Plan plan(Size size) {
    return Plan.of(Topics.ALL, size, 1, cluster.describe(Topics.ALL));
  }

  private void setRetention(String millis) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, "alerts.events");
    var change =
        new AlterConfigOp(new ConfigEntry("retention.ms", millis), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
  }
}
