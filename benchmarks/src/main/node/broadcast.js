// SPDX-License-Identifier: Apache-2.0
// Sends each message of /publish to everybody on /subscribe, and does nothing else.
import { WebSocketServer } from 'ws';

const subscribers = new Set();
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });

server.on('connection', (socket, request) => {
  if (request.url === '/publish') {
    socket.on('message', (message) => {
      for (const subscriber of subscribers) {
        subscriber.send(message, { binary: false });
      }
    });
  } else {
    subscribers.add(socket);
    socket.on('close', () => subscribers.delete(socket));
    socket.send('"live":{');
  }
});
server.on('listening', () => console.log(`READY ws://127.0.0.1:${server.address().port}`));
