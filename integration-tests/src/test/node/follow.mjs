// Follows a stream with the client library over one transport. Says "live", then the number of each reading that comes;
// ends with its standard input.
import { Client } from '../../../../clients/js/dist/index.js';

const [url, stream, transport] = process.argv.slice(2);
const client = new Client({
  url, name: 'follow/1', token: process.env.WARDSTREAM_TOKEN, transports: [transport],
});
client.subscribe(stream, {
  onLive: () => console.log('live'),
  onData: (items) => items.forEach(({ data }) => console.log(data.seq)),
});
process.stdin.on('end', () => client.close()).resume();
