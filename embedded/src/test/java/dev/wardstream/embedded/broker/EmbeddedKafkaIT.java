package dev.wardstream.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "kept";

  @Test
  void keepsRecordsAndAddressAcrossStopAndStart() throws Exception {
    try (var kafka = EmbeddedKafka.builder().start()) {
      var address = kafka.bootstrapServers();
      create(kafka, 1);
      send(kafka, "before");
      kafka.stop();
      kafka.start();
      send(kafka, "after");
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(read(kafka, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void keepsRecordsInTheDataFolderAcrossProcesses(@TempDir Path folder) throws Exception {
    try (var kafka = EmbeddedKafka.builder().dataFolder(folder).start()) {
      create(kafka, 1);
      send(kafka, "first life");
    }
    try (var kafka = EmbeddedKafka.builder().dataFolder(folder).start()) {
      assertThat(read(kafka, 1)).containsExactly("first life");
    }
  }

  @Test
  void keepsAcknowledgedRecordsWhenKilled() throws Exception {
    try (var kafka = EmbeddedKafka.builder().start()) {
      create(kafka, 1);
      send(kafka, "acknowledged");
      kafka.kill();
      kafka.start();
      assertThat(read(kafka, 1)).containsExactly("acknowledged");
    }
  }

  @Test
  void threeNodesSurviveTheLossOfAnyOne() throws Exception {
    try (var kafka = EmbeddedKafka.builder().nodes(3).start()) {
      create(kafka, 3);
      var sent = new ArrayList<String>();
      for (var node = 1; node <= 3; node++) {
        kafka.kill(node);
        send(kafka, "without " + node);
        sent.add("without " + node);
        kafka.start(node);
      }
      assertThat(read(kafka, 3)).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void leavesNoThreadBehind() {
    EmbeddedKafka.builder().start().close(); // Kafka's metrics keep two daemon threads for ever
    var before = threads();
    EmbeddedKafka.builder().start().close();
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(before).containsAll(threads()));
  }

  @Test
  void refusesAFolderOfAnotherSize(@TempDir Path folder) {
    EmbeddedKafka.builder().dataFolder(folder).start().close();
    assertThatIllegalStateException()
        .isThrownBy(() -> EmbeddedKafka.builder().nodes(3).dataFolder(folder).start())
        .withMessageContaining("holds a cluster of another size than 3");
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  static void create(EmbeddedKafka kafka, int replicas) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      var topic =
          new NewTopic(TOPIC, 1, (short) replicas)
              .configs(Map.of("min.insync.replicas", replicas == 3 ? "2" : "1"));
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  static void send(EmbeddedKafka kafka, String value) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get(60, TimeUnit.SECONDS);
    }
  }

  static List<String> read(EmbeddedKafka kafka, int count) {
    Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
    var values = new ArrayList<String>();
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
