// An origin that speaks nothing but HTTP/2. Arguments: the certificate and its key, in PEM. Prints its port.
'use strict';
const fs = require('fs');
const http2 = require('http2');

const [certificate, key] = process.argv.slice(2);
const server = http2.createSecureServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) });
server.on('request', (request, response) => response.end(`hello in HTTP/${request.httpVersion}\n`));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
