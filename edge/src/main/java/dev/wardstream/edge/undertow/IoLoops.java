// SPDX-License-Identifier: Apache-2.0
package dev.wardstream.edge.undertow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xnio.XnioIoThread;

/** The loops of one server, one per I/O thread. Safe from any thread. */
final class IoLoops {
  private final Map<XnioIoThread, IoLoop> loops = new ConcurrentHashMap<>();
  private final int messageBytes;

  IoLoops(int messageBytes) {
    this.messageBytes = messageBytes;
  }

  IoLoop of(XnioIoThread thread) {
    return loops.computeIfAbsent(thread, owner -> new IoLoop(owner, messageBytes));
  }
}
