package dev.wardstream.edge.socket;

/** The error object of the protocol, the same on every transport. */
public final class ErrorJson {
  private ErrorJson() {}

  /** {@code {"code":…,"message":…,"path":…,"retry":…,"afterMs":…}}. */
  public static StringBuilder of(Refusal refusal) {
    var json = new StringBuilder(160).append("{\"code\":\"").append(refusal.code().name());
    Json.quote(json.append("\",\"message\":"), String.valueOf(refusal.getMessage()));
    var path = refusal.path();
    if (path != null) {
      Json.quote(json.append(",\"path\":"), path);
    }
    json.append(",\"retry\":").append(refusal.code().retry());
    var after = refusal.after();
    if (after != null) {
      json.append(",\"afterMs\":").append(after.toMillis());
    }
    return json.append('}');
  }
}
