package dev.wardstream.schemas.catalogue;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.wardstream.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a cluster, read and brought in line with a plan through Kafka's admin client, which
 * the caller owns. The caller's thread waits, at most half a minute per request.
 */
public final class Cluster {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration METADATA_DELAY = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Admin admin;

  public Cluster(Admin admin) {
    this.admin = admin;
  }

  /** Those of the topics that exist, by name. */
  public Map<String, DescribedTopic> describe(Collection<Topic> topics) {
    var existing = await("list topics", admin.listTopics().names());
    var names = topics.stream().map(Topic::name).filter(existing::contains).toList();
    if (names.isEmpty()) {
      return Map.of();
    }
    var descriptions = await("describe topics", admin.describeTopics(names).allTopicNames());
    var resources = names.stream().map(Cluster::resource).toList();
    var configs = new HashMap<String, Config>();
    await("describe configs", admin.describeConfigs(resources).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return descriptions.values().stream()
        .map(topic -> described(topic, requireNonNull(configs.get(topic.name()))))
        .collect(Collectors.toMap(DescribedTopic::name, topic -> topic));
  }

  /**
   * Does what the plan says; returns when new topics are listed. Brokers learn of changed settings
   * a moment later.
   *
   * @throws CatalogueException when the plan holds a refusal: nothing has been done then
   */
  public void apply(Plan plan) {
    if (!plan.refusals().isEmpty()) {
      throw new CatalogueException(
          plan.refusals().stream().map(Step::describe).collect(Collectors.joining("\n")));
    }
    create(plan.creations());
    configure(plan.configurations());
    awaitVisible(plan.creations().stream().map(Step::topic).toList());
  }

  /**
   * The partition count of topics that are joined by key. Topics created a moment ago are waited
   * for, up to ten seconds.
   *
   * @throws CatalogueException when one is missing or the counts differ; names the remedy
   */
  public int requireCoPartitioned(List<Topic> topics) {
    return CoPartitioning.partitions(topics, awaitVisible(topics));
  }

  private void create(List<Step.Create> creations) {
    var topics =
        creations.stream()
            .map(step ->
                new NewTopic(step.topic().name(), step.partitions(), (short) step.replicas())
                    .configs(step.config()))
            .toList();
    var results = admin.createTopics(topics).values();
    for (var result : results.entrySet()) {
      try {
        await("create topic " + result.getKey(), result.getValue());
      } catch (CatalogueException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private void configure(List<Step.Configure> configurations) {
    var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    for (var step : configurations) {
      var settings = new ArrayList<AlterConfigOp>();
      step.to()
          .forEach((name, value) ->
              settings.add(
                  new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET)));
      changes.put(resource(step.topic().name()), settings);
    }
    if (!changes.isEmpty()) {
      await("configure topics", admin.incrementalAlterConfigs(changes).all());
    }
  }

  private Map<String, DescribedTopic> awaitVisible(List<Topic> topics) {
    var deadline = System.nanoTime() + METADATA_DELAY.toNanos();
    var visible = describedSoFar(topics);
    while (visible.size() < topics.size() && System.nanoTime() < deadline) {
      pause();
      visible = describedSoFar(topics);
    }
    return visible;
  }

  /** Brokers learn of a new topic one after the other: one may list it and the next not know it. */
  private Map<String, DescribedTopic> describedSoFar(List<Topic> topics) {
    try {
      return describe(topics);
    } catch (CatalogueException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Map.of();
      }
      throw e;
    }
  }

  private static DescribedTopic described(TopicDescription description, Config config) {
    var settings = new HashMap<String, String>();
    config.entries().forEach(entry -> settings.put(entry.name(), entry.value()));
    var partitions = description.partitions();
    return new DescribedTopic(
        description.name(),
        partitions.size(),
        partitions.getFirst().replicas().size(),
        Map.copyOf(settings));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      var cause = requireNonNullElse(e.getCause(), e);
      throw new CatalogueException("Cannot " + what + ": " + cause, cause);
    } catch (TimeoutException e) {
      throw new CatalogueException(
          "Cannot %s: no answer from the cluster within %d s".formatted(what, PATIENCE.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogueException("Cannot " + what + ": interrupted", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CatalogueException("Interrupted while waiting for topics", e);
    }
  }
}
