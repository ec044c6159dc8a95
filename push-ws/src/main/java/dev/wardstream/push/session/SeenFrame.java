package dev.wardstream.push.session;

import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The body of {@code seen}: alerts that were on a screen.
 *
 * @param sub the subscription that showed them
 * @param alerts their ids, 1 to {@value #MOST}, as sent
 */
record SeenFrame(int sub, List<String> alerts) {
  /** Alerts in one request. */
  static final int MOST = 100;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  /** Reads {@code {"sub":7,"alerts":["…"]}}. */
  static SeenFrame read(JsonParser body) throws Refusal {
    @Nullable Long sub = null;
    var alerts = List.<String>of();
    for (var name = body.nextName(); name != null; name = body.nextName()) {
      var token = body.nextToken();
      switch (name) {
        case "sub" -> sub = Frames.natural(body, token, "seen.sub");
        case "alerts" -> alerts = alerts(body, token);
        default -> body.skipChildren();
      }
    }
    if (sub == null) {
      throw Refusal.at("seen.sub", ErrorCode.MALFORMED, "name the subscription");
    }
    if (alerts.isEmpty()) {
      throw Refusal.at("seen.alerts", ErrorCode.MALFORMED, "name the alerts, at least one");
    }
    return new SeenFrame((int) Math.min(sub, Integer.MAX_VALUE), alerts);
  }

  private static List<String> alerts(JsonParser body, JsonToken token) throws Refusal {
    if (token != JsonToken.START_ARRAY) {
      throw Refusal.at("seen.alerts", ErrorCode.MALFORMED, "an array of alert ids is needed");
    }
    var alerts = new ArrayList<String>();
    for (var next = body.nextToken(); next != JsonToken.END_ARRAY; next = body.nextToken()) {
      if (alerts.size() == MOST) {
        throw Refusal.at("seen.alerts", ErrorCode.TOO_LARGE, "at most " + MOST + ": send several");
      }
      var path = path(alerts.size());
      var id = Frames.text(body, next, path);
      if (!ID.matcher(id).matches()) {
        throw Refusal.at(path, ErrorCode.MALFORMED, "not 1 to 128 characters of A-Za-z0-9._:-");
      }
      alerts.add(id);
    }
    return alerts;
  }

  /** The field of an alert. */
  static String path(int index) {
    return "seen.alerts[" + index + "]";
  }
}
