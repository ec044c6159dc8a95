package dev.wardstream.cli.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.letters.LetterMark;
import dev.wardstream.schemas.letters.LogPosition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes originals back: each together with the mark that it was, in one transaction. There is one
 * postman per cluster: who comes later ends the transactions of who came earlier, and sees all that
 * was finished. So whatever is interrupted, no letter goes back twice.
 */
final class Postman implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(30);

  private final KafkaProducer<byte[], byte[]> producer;

  private Postman(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Takes over from whoever was at it; letters are to be read after this. */
  static Postman on(String bootstrapServers) {
    var config =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers,
            "transactional.id", "wardstream-letters",
            "acks", "all",
            "max.block.ms", "15000",
            "client.id", "wardstream-letters");
    var bytes = new ByteArraySerializer();
    var producer = new KafkaProducer<>(config, bytes, bytes);
    var postman = new Postman(producer);
    try {
      producer.initTransactions();
      return postman;
    } catch (KafkaException e) {
      postman.close();
      throw e;
    }
  }

  /** Writes the original back as it was, and says where it is now. */
  LogPosition writeBack(Letter letter, ConsumerRecord<byte[], byte[]> record) {
    var origin = letter.head().origin();
    var headers = new RecordHeaders();
    for (var header : record.headers()) {
      if (Retry.isOriginal(header.key()) && !header.key().equals(LetterMark.RETRY_OF)) {
        headers.add(header);
      }
    }
    headers.add(LetterMark.RETRY_OF, letter.at().toString().getBytes(UTF_8));
    producer.beginTransaction();
    try {
      var written =
          done(
              producer.send(
                  new ProducerRecord<>(
                      origin.topic(),
                      origin.partition(),
                      letter.head().arrived().toEpochMilli(),
                      record.key(),
                      record.value(),
                      headers)));
      var at = new LogPosition(written.topic(), written.partition(), written.offset());
      done(producer.send(mark(letter, record, at)));
      producer.commitTransaction();
      return at;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO); // the broker aborts what is open
      throw e;
    }
  }

  private static ProducerRecord<byte[], byte[]> mark(
      Letter letter, ConsumerRecord<byte[], byte[]> record, LogPosition at) {
    var headers = new RecordHeaders();
    new LetterMark(letter.at(), at).writeTo(headers);
    return new ProducerRecord<>(
        Topics.DEAD_LETTERS.name(), letter.at().partition(), record.key(), null, headers);
  }

  private static RecordMetadata done(Future<RecordMetadata> sent) {
    try {
      return sent.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the record was not written", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
