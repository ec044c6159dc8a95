// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Items as {@code PUB} of the NATS protocol. */
final class NatsSource implements Source {
  private final Socket socket;
  private final OutputStream out;

  NatsSource(URI address) throws IOException {
    socket = new Socket(address.getHost(), address.getPort());
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    out.write("CONNECT {\"verbose\":false}\r\n".getBytes(StandardCharsets.US_ASCII));
    Thread.ofVirtual().start(this::drop);
  }

  private void drop() {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      return; // the run has ended
    }
  }

  @Override
  public void send(long seq) throws IOException {
    var item = Source.item(seq);
    var head = ("PUB ward " + item.length + "\r\n").getBytes(StandardCharsets.US_ASCII);
    var command = new byte[head.length + item.length + 2];
    System.arraycopy(head, 0, command, 0, head.length);
    System.arraycopy(item, 0, command, head.length, item.length);
    command[command.length - 2] = '\r';
    command[command.length - 1] = '\n';
    out.write(command);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
