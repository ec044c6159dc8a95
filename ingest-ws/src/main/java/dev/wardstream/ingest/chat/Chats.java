package dev.wardstream.ingest.chat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.edge.socket.Reply;
import dev.wardstream.edge.socket.Request;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.ingest.record.Fields;
import dev.wardstream.ingest.record.Positions;
import dev.wardstream.ingest.record.Recorder;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.CareRoom;
import dev.wardstream.schemas.avro.ChatKind;
import dev.wardstream.schemas.avro.ChatMessage;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.AvroSerializer;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The chat verbs, for members of a room. Safe from any I/O thread. */
public final class Chats {
  private static final byte[] NOTHING = Json.bytes("{}");

  private final CompactedTable<CareRoom> rooms;
  private final Recorder recorder;
  private final InstantSource clock;
  private final AvroSerializer<ChatMessage> serializer;
  private final SaidWindow said = new SaidWindow();

  public Chats(
      CompactedTable<CareRoom> rooms,
      Recorder recorder,
      SchemaRegistry registry,
      InstantSource clock) {
    this.rooms = rooms;
    this.recorder = recorder;
    this.clock = clock;
    serializer = AvroSerde.of(Topics.CHAT_MESSAGES, ChatMessage.class, registry).serializer();
  }

  /** Reads one chat verb and checks that the principal may write to the room. */
  public Request read(String verb, JsonParser body, Principal principal) throws Refusal {
    var fields = ChatFields.read(verb, body);
    var room = Fields.required(fields.room(), verb + ".room");
    var author = principal.subject();
    requireMember(room, author, verb + ".room");
    return switch (verb) {
      case "say" -> say(room, author, fields);
      case "edit" -> {
        var text = Fields.required(fields.text(), "edit.text");
        var about = Fields.required(fields.message(), "edit.message");
        yield written(room, about(ChatKind.EDIT, author, text, about));
      }
      case "retract" -> {
        var about = Fields.required(fields.message(), "retract.message");
        yield written(room, about(ChatKind.RETRACT, author, null, about));
      }
      case "read" -> {
        var upTo = Fields.required(fields.message(), "read.upTo");
        yield written(room, about(ChatKind.READ, author, null, upTo));
      }
      default -> reply -> reply.ok(NOTHING); // typing is not kept
    };
  }

  private Request say(String room, String author, ChatFields fields) throws Refusal {
    var key = Fields.required(fields.key(), "say.key");
    var text = Fields.required(fields.text(), "say.text");
    var message =
        new ChatMessage(ChatKind.SAY, author, key, text, null, fields.message(), clock.instant());
    return reply -> {
      var first = said.begin(author, key, reply);
      if (first != null) {
        write(room, message, first);
      }
    };
  }

  private ChatMessage about(ChatKind kind, String author, @Nullable String text, String about) {
    return new ChatMessage(kind, author, null, text, about, null, clock.instant());
  }

  private Request written(String room, ChatMessage message) {
    return reply -> write(room, message, reply);
  }

  private void write(String room, ChatMessage message, Reply reply) {
    var record =
        new ProducerRecord<>(
            Topics.CHAT_MESSAGES.name(),
            room.getBytes(StandardCharsets.UTF_8),
            serializer.encode(message));
    recorder.record(List.of(record), reply, Positions::body);
  }

  private void requireMember(String room, String author, String path) throws Refusal {
    var known = rooms.get(room);
    if (known == null || !known.getMembers().contains(author)) {
      var patient = known == null ? null : known.getPatient();
      throw Refusal.forbidden(path, "not a room of yours", new Wanted(room, patient));
    }
  }
}
