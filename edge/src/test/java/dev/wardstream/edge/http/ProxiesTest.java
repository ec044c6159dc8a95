package dev.wardstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.0.7, 10.1.0.7, true",
    "10.1.0.7, 10.1.0.8, false",
    "10.2.0.0/16, 10.2.255.1, true",
    "10.2.0.0/16, 10.3.0.1, false",
    "10.2.0.0/15, 10.3.0.1, true",
    "192.168.0.128/25, 192.168.0.129, true",
    "192.168.0.128/25, 192.168.0.127, false",
    "::1, ::1, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, 10.1.0.7, false",
  })
  void knowsItsNetworks(String network, String address, boolean contained) {
    var parsed = Proxies.of(network).networks().getFirst();
    assertThat(parsed.contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.1.0.7/33", "10.1.0.7/0", "10.1.0.7/x", ""})
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Proxies.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
