package dev.wardstream.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wardstream.schemas.Size;
import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.catalogue.Step.Create;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

  @ParameterizedTest(name = "size {0}")
  @EnumSource(Size.class)
  void anEmptyClusterGetsEveryTopic(Size size) {
    var plan = Plan.of(Topics.ALL, size, 3, Map.of());
    assertThat(plan.creations()).extracting(Create::topic).isEqualTo(Topics.ALL);
    assertThat(plan.creations()).extracting(Create::partitions).containsOnly(size.partitions());
    assertThat(plan.creations()).extracting(Create::replicas).containsOnly(3);
    assertThat(plan.refusals()).isEmpty();
  }

  @Test
  void nothingIsToDoWhereNothingDiffers() {
    assertThat(plan(cluster(Size.SMALL, 1)).isEmpty()).isTrue();
  }

  @Test
  void otherTopicsOfTheClusterAreLeftAlone() {
    var cluster = cluster(Size.SMALL, 1);
    cluster.put("somebody.elses", new DescribedTopic("somebody.elses", 1, 1, Map.of()));
    assertThat(plan(cluster).isEmpty()).isTrue();
  }

  @Test
  void aDifferentSettingIsChangedBack() {
    var cluster = cluster(Size.SMALL, 1);
    change(cluster, Topics.ALERTS_EVENTS, "flush.messages", "9223372036854775807");
    assertThat(plan(cluster).describe())
        .containsExactly(
            "configure alerts.events: flush.messages=1"
                + " (now flush.messages=9223372036854775807)");
  }

  @Test
  void anotherPartitionCountIsRefusedWithARemedy() {
    var plan = Plan.of(Topics.ALL, Size.MEDIUM, 1, cluster(Size.SMALL, 1));
    assertThat(plan.creations()).isEmpty();
    assertThat(plan.configurations()).isEmpty();
    assertThat(plan.refusals()).hasSameSizeAs(Topics.ALL);
    assertThat(plan.describe().getFirst())
        .isEqualTo(
            "refuse vitals.readings: it has 6 partitions, size medium has 24, and a changed count"
                + " breaks the order per patient. Stay with --size small, or set up a new cluster"
                + " and copy the records into it");
  }

  @Test
  void tooFewReplicasAreRefusedWithARemedy() {
    var plan = Plan.of(Topics.ALL, Size.SMALL, 3, cluster(Size.SMALL, 1));
    assertThat(plan.refusals()).hasSameSizeAs(Topics.ALL);
    assertThat(plan.describe().getFirst())
        .contains("it has 1 replicas, wanted are 3", "kafka-reassign-partitions");
  }

  @Test
  void topicsThatBelongTogetherShareTheirCount() {
    var topics = List.of(Topics.VITALS_READINGS, Topics.ALERTS_ACTIONS);
    assertThat(CoPartitioning.partitions(topics, cluster(Size.MEDIUM, 1))).isEqualTo(24);
  }

  @Test
  void aMissingTopicStopsTheStartWithARemedy() {
    var topics = List.of(Topics.VITALS_READINGS, Topics.ALERTS_ACTIONS);
    var cluster = cluster(Size.SMALL, 1);
    cluster.remove("alerts.actions");
    assertThatExceptionOfType(CatalogueException.class)
        .isThrownBy(() -> CoPartitioning.partitions(topics, cluster))
        .withMessageContaining("no topic alerts.actions")
        .withMessageContaining("wardstream topics apply");
  }

  @Test
  void differentCountsStopTheStart() {
    var topics = List.of(Topics.VITALS_READINGS, Topics.ALERTS_ACTIONS);
    var cluster = cluster(Size.SMALL, 1);
    cluster.put("alerts.actions", described(Topics.ALERTS_ACTIONS, 7, 1));
    assertThatExceptionOfType(CatalogueException.class)
        .isThrownBy(() -> CoPartitioning.partitions(topics, cluster))
        .withMessageContaining("{alerts.actions=7, vitals.readings=6}");
  }

  private static Plan plan(Map<String, DescribedTopic> cluster) {
    return Plan.of(Topics.ALL, Size.SMALL, 1, cluster);
  }

  private static Map<String, DescribedTopic> cluster(Size size, int replicas) {
    return Topics.ALL.stream()
        .map(topic -> described(topic, size.partitions(), replicas))
        .collect(Collectors.toMap(DescribedTopic::name, topic -> topic, (a, b) -> a, HashMap::new));
  }

  private static DescribedTopic described(Topic topic, int partitions, int replicas) {
    return new DescribedTopic(topic.name(), partitions, replicas, topic.config(replicas));
  }

  private static void change(
      Map<String, DescribedTopic> cluster, Topic topic, String setting, String value) {
    var config = new HashMap<>(topic.config(1));
    config.put(setting, value);
    cluster.put(topic.name(), new DescribedTopic(topic.name(), 6, 1, config));
  }
}
