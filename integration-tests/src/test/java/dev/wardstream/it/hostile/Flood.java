package dev.wardstream.it.hostile;

import dev.wardstream.it.node.Devices;
import dev.wardstream.it.node.RawSocket;
import java.io.IOException;
import java.util.List;

/** A gateway as a process of its own: four sockets, puts as fast as they are taken, no end. */
final class Flood {
  private static final int SOCKETS = 4;
  private static final int PUTS_IN_MESSAGE = 50;

  private Flood() {}

  /** Port, authorisation header, devices of the gateway. */
  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    var devices = List.of(arguments).subList(2, arguments.length);
    for (int i = 0; i < SOCKETS; i++) {
      var socket = RawSocket.open(port, Siege.ATTACKER, arguments[1]);
      Thread.ofPlatform().start(() -> drain(socket));
      Thread.ofPlatform().start(() -> flood(socket, devices));
    }
  }

  private static void flood(RawSocket socket, List<String> devices) {
    long seq = 1;
    while (true) {
      var message = new StringBuilder();
      for (int i = 0; i < PUTS_IN_MESSAGE; i++) {
        message.append(Devices.put(seq, devices.get((int) (seq % devices.size())))).append('\n');
        seq++;
      }
      if (!Attacks.wrote(socket, Attacks.text(message.toString()))) {
        return;
      }
    }
  }

  private static void drain(RawSocket socket) {
    try {
      var line = socket.line();
      while (!line.startsWith("closed")) {
        line = socket.line();
      }
      System.err.println(line);
    } catch (IOException e) {
      System.err.println(e);
    }
  }
}
