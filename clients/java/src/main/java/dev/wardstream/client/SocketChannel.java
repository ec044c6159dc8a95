package dev.wardstream.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stream over WebSocket, alone on its connection. */
final class SocketChannel implements Channel {
  private static final int REQUEST_ID = 1;

  private final Line line;
  private final int credit;
  private String sub = "";
  private int taken;
  private @Nullable Signal end;

  private SocketChannel(Line line, int credit) {
    this.line = line;
    this.credit = credit;
  }

  /** Begins to subscribe on a line that has just been opened. */
  static SocketChannel over(Line line, StreamRequest request, From from) {
    line.send(frame(request, from));
    return new SocketChannel(line, request.credit());
  }

  private static String frame(StreamRequest request, From from) {
    var frame = Json.object();
    frame.put("id", REQUEST_ID);
    var sub = frame.putObject("sub");
    sub.put("stream", request.stream());
    switch (from) {
      case From.Snapshot _ -> sub.put("from", "snapshot");
      case From.Live _ -> sub.put("from", "live");
      case From.Earliest _ -> sub.put("from", "earliest");
      case From.Time(var instant) -> sub.putObject("from").put("time", instant.toString());
      case From.Cursor(var text) -> sub.putObject("from").put("cursor", text);
    }
    var every = request.latestEvery();
    if (every != null) {
      sub.put("deliver", "latest").put("intervalMs", every.toMillis());
    }
    if (request.credit() > 0) {
      sub.put("credit", request.credit());
    }
    return Json.write(frame);
  }

  @Override
  public @Nullable Signal next(Duration limit) throws InterruptedException {
    if (end != null) {
      return end;
    }
    return switch (line.next(limit)) {
      case null -> null;
      case Line.Event.Heard(var message) -> hear(message);
      case Line.Event.Alive _ -> new Signal.Told(List.of());
      case Line.Event.Ended ended -> ended.signal();
    };
  }

  /** What a message tells, up to a refusal or a goodbye, which is kept for the next call. */
  private Signal hear(String message) {
    var events = new ArrayList<Event>();
    for (var text : message.lines().filter(line -> !line.isBlank()).toList()) {
      var told = Json.read(text);
      if (told.has("error")) {
        end = Signal.refused(told.path("error"));
      } else if (told.has("bye")) {
        end = Signal.bye(told.path("bye"));
      } else if (end == null) {
        events.addAll(events(told));
      }
    }
    return end != null && events.isEmpty() ? end : new Signal.Told(events);
  }

  private List<Event> events(JsonNode told) {
    if (told.has("ok") && told.path("id").asInt(0) == REQUEST_ID) {
      sub = told.path("ok").path("sub").asString("");
      return List.of(new Event.Opened(Transport.WEB_SOCKET));
    }
    if (told.has("beat")) {
      return List.of(new Event.Beat(Json.text(told.path("beat"), sub)));
    }
    return Signal.told(told).events();
  }

  @Override
  public void taken(int items) {
    taken += items;
    if (credit > 0 && taken >= Math.max(1, credit / 2)) {
      var frame = Json.object();
      frame.putObject("credit").put(sub, taken);
      line.send(Json.write(frame));
      taken = 0;
    }
  }

  @Override
  public void cut() {
    line.cut();
  }

  @Override
  public void close() {
    line.close();
  }
}
