package dev.wardstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.devices.Enrolment.Wanted;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Devices that prove themselves with a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutualTlsIT {
  private static final String URN = "san=uri:urn:wardstream:device:";

  private Certificates certificates;
  private DeviceWard ward;

  @BeforeAll
  void start(@TempDir Path folder) {
    certificates =
        new Certificates(folder)
            .authority("hospital")
            .authority("stranger")
            .issue("server", "hospital", "CN=localhost", "san=ip:127.0.0.1")
            .issue("mon-1", "hospital", "CN=mon-1, O=Ward")
            .issue("urn", "hospital", "CN=Monitor 2", URN + "mon-2")
            .issue("gone", "hospital", "CN=mon-3")
            .issue("unknown", "hospital", "CN=mon-9")
            .issue("forged", "stranger", "CN=mon-1, O=Ward");
    ward =
        new DeviceWard(
            Map.of(
                "T_TLS_KEYSTORE",
                certificates.only("server").toString(),
                "T_TLS_PASSWORD",
                Certificates.PASSWORD,
                "T_ORIGINS",
                "https://ward.example",
                "T_TLS_CLIENT_CA",
                certificates.pem("hospital").toString()));
    for (var device : new String[] {"mon-1", "mon-2", "mon-3"}) {
      ward.enrolment.admit(device, new Wanted(DeviceKind.DEVICE, Set.of()), "op-1");
      ward.awaitKnown(device, row -> row.getState() == DeviceState.ACTIVE);
    }
  }

  @AfterAll
  void stop() {
    ward.close();
  }

  /** What an upgrade is answered, and what is said first on the socket. */
  private String answer(@Nullable String alias, String... headers) throws IOException {
    try (var socket = connect(alias)) {
      return upgrade(socket, headers).readLine();
    }
  }

  private SSLSocket connect(@Nullable String alias) throws IOException {
    var context = certificates.client("hospital", alias);
    var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), ward.server.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static BufferedReader upgrade(SSLSocket socket, String... headers) throws IOException {
    var request =
        new StringBuilder("GET /v1/ingest HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n")
            .append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (var header : headers) {
      request.append(header).append("\r\n");
    }
    var bytes = request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    socket.getOutputStream().write(bytes);
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
  }

  /** Everything up to the end of a text. */
  private static String until(BufferedReader in, String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      var next = in.read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  @Test
  void aCertificateNeedsNoTokenAndEndsWithItsRevocation() throws IOException {
    try (var socket = connect("mon-1")) {
      var in = upgrade(socket);
      assertThat(until(in, "\"hello\"")).startsWith("HTTP/1.1 101");
      ward.enrolment.revoke("mon-1", "op-1");

      assertThat(until(in, "\"code\":4500")).contains("\"bye\"", "4500");
    }
    assertThat(answer("mon-1")).startsWith("HTTP/1.1 401");
    assertThat(ward.awaitRefusal("socket", "/v1/ingest").getSubject()).isEqualTo("mon-1");
  }

  @Test
  void theDeviceMayBeNamedByAUrn() throws IOException {
    try (var socket = connect("urn")) {
      assertThat(until(upgrade(socket), "\"hello\"")).startsWith("HTTP/1.1 101");
    }
  }

  @Test
  void aDeviceThatIsNotInTheTableIsRefused() throws IOException {
    assertThat(answer("unknown")).startsWith("HTTP/1.1 401");
    assertThat(ward.awaitRefusal("upgrade", "/v1/ingest").getReason())
        .isEqualTo("certificate: standing");
  }

  @Test
  void aCertificateOfAnotherAuthorityIsRefusedByTls() {
    assertThatThrownBy(() -> answer("forged")).isInstanceOf(IOException.class);
  }

  @Test
  void withoutACertificateATokenIsAsGoodAsEver() throws IOException {
    var token = ward.token("mon-2", Role.DEVICE, Set.of());
    assertThat(answer(null, "Authorization: Bearer " + token)).startsWith("HTTP/1.1 101");
    assertThat(answer(null, "Authorization: Bearer x")).startsWith("HTTP/1.1 401");
    try (var socket = connect(null)) {
      var in = upgrade(socket);
      assertThat(until(in, "\r\n\r\n")).startsWith("HTTP/1.1 101").doesNotContain("hello");
    }
  }

  private static String put(String device) {
    return "{\"device\":\"%s\",\"boot\":1,\"seq\":1,\"readings\":[{\"t\":1,\"hr\":72}]}"
        .formatted(device);
  }

  private static String observation(String device) {
    return """
    {"resourceType":"Observation","status":"final",
     "code":{"coding":[{"system":"http://loinc.org","code":"8867-4"}]},
     "device":{"reference":"Device/%s"},"effectiveDateTime":"2026-11-21T10:00:00Z",
     "valueQuantity":{"value":72,"system":"http://unitsofmeasure.org","code":"/min"}}
    """
        .formatted(device);
  }

  /** The status of a POST over a connection of its own. */
  private int post(@Nullable String alias, String path, String body, String... headers)
      throws IOException {
    try (var socket = connect(alias)) {
      return send(socket, path, body, headers);
    }
  }

  private static int send(SSLSocket socket, String path, String body, String... headers)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var type = path.startsWith("/fhir") ? "application/fhir+json" : "application/json";
    var head =
        new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: x\r\n")
            .append("Content-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n");
    for (var header : headers) {
      head.append(header).append("\r\n");
    }
    socket
        .getOutputStream()
        .write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    var answer = until(in, "\r\n\r\n");
    var length = answer.replaceAll("(?s).*Content-Length: ([0-9]+).*", "$1");
    for (var left = Integer.parseInt(length); left > 0; left--) {
      if (in.read() < 0) {
        throw new IOException("the answer ends too soon");
      }
    }
    return Integer.parseInt(answer.substring(9, 12));
  }

  @Test
  void aCertificateIsAsGoodOverHttpAsAtTheUpgrade() throws IOException {
    assertThat(post("urn", "/v1/readings", put("mon-2"))).isEqualTo(200);
    assertThat(post("urn", "/v1/readings", put("mon-1"))).isEqualTo(403);
    assertThat(post("urn", "/fhir/Observation", observation("mon-2"))).isEqualTo(201);
    assertThat(post("urn", "/fhir/Observation", observation("mon-1"))).isEqualTo(403);
    assertThat(post("unknown", "/v1/readings", put("mon-9"))).isEqualTo(401);
    assertThat(post("unknown", "/fhir/Observation", observation("mon-9"))).isEqualTo(401);
    assertThat(post(null, "/v1/readings", put("mon-2"))).isEqualTo(401);
    var refusal = ward.awaitRefusal("http.token", "/fhir/Observation");
    assertThat(refusal.getReason()).isEqualTo("the certificate is not valid here");
    assertThat(refusal.getSubject()).isEqualTo("?");
    assertThatThrownBy(() -> post("forged", "/v1/readings", put("mon-1")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aTokenIsLookedAtInPlaceOfTheCertificate() throws IOException {
    var other = ward.token("mon-2", Role.DEVICE, Set.of());
    assertThat(post("gone", "/v1/readings", put("mon-2"), "Authorization: Bearer " + other))
        .isEqualTo(200);
    assertThat(post("urn", "/v1/readings", put("mon-2"), "Authorization: Bearer x")).isEqualTo(401);
  }

  @Test
  void aRevokedDeviceIsRefusedOnTheConnectionItHas() throws IOException {
    try (var socket = connect("gone")) {
      assertThat(send(socket, "/v1/readings", put("mon-3"))).isEqualTo(200);
      ward.enrolment.revoke("mon-3", "op-1");
      ward.awaitKnown("mon-3", row -> row.getState() == DeviceState.REVOKED);

      assertThat(send(socket, "/v1/readings", put("mon-3"))).isEqualTo(401);
      assertThat(send(socket, "/fhir/Observation", observation("mon-3"))).isEqualTo(401);
    }
  }

  @Test
  void aPageGetsNothingOverHttpByTheCertificateOfItsUser() throws IOException {
    assertThat(post("urn", "/v1/readings", put("mon-2"), "Origin: https://ward.example"))
        .isEqualTo(401);
  }

  @Test
  void aPageOfABrowserGetsNothingByTheCertificateOfItsUser() throws IOException {
    assertThat(answer("urn", "Origin: https://evil.example")).startsWith("HTTP/1.1 403");
  }
}
