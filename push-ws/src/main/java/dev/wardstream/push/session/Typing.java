package dev.wardstream.push.session;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.push.hub.Who;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Tells that the person of one session types in a room. Within a second of having told it, it tells
 * nothing more, whatever the room: nobody types in two. Owned by the session's I/O thread.
 */
final class Typing {
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private final BiConsumer<String, Who> told;
  private final InstantSource clock;
  private Instant next = Instant.MIN;

  /**
   * Nobody types yet.
   *
   * @param told takes a place, as in {@code rooms/consult-42}, and who types there
   */
  Typing(BiConsumer<String, Who> told, InstantSource clock) {
    this.told = told;
    this.clock = clock;
  }

  /** Reads {@code {"room":"consult-42"}}. */
  static String room(JsonParser body) throws Refusal {
    @Nullable String room = null;
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      if (name.equals("room")) {
        room = Frames.text(body, token, "typing.room");
      } else {
        body.skipChildren();
      }
    }
    if (room == null || !ID.matcher(room).matches()) {
      throw Refusal.at(
          "typing.room", ErrorCode.MALFORMED, "a room is needed: 1 to 128 of A-Za-z0-9._:-");
    }
    return room;
  }

  /** Somebody types in a room, if it is theirs. */
  void in(String room, Who who, Predicate<StreamName> mayWatch) throws Refusal {
    var messages = new StreamName(Scope.ROOM, room, Kind.MESSAGES);
    if (!mayWatch.test(messages)) {
      throw Refusal.forbidden(
          "typing.room", "not a room of yours", new Wanted(messages.toString(), null));
    }
    var now = clock.instant();
    if (!now.isBefore(next)) {
      next = now.plus(EVERY);
      told.accept(messages.place(), who);
    }
  }
}
