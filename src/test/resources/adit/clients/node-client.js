// One request through a proxy, by the core modules alone: http:// URLs in absolute-form, all others by CONNECT.
// Arguments: the proxy (http://HOST:PORT), the certificate of the authority to trust, then one of
//   GET URL FILE       the body is written to the file
//   PUT URL FILE       the file is the body, sent with chunked coding
//   UPGRADE URL TEXT   asks for the protocol "echo", sends the text and prints what comes back
// Prints the status. Ends with 1 on any error.
'use strict';
const fs = require('fs');
const http = require('http');
const https = require('https');
const { pipeline } = require('stream');

const [proxyUrl, authority, method, address, argument] = process.argv.slice(2);
const proxy = new URL(proxyUrl);
const url = new URL(address);
const toProxy = { host: proxy.hostname, port: proxy.port, agent: false };

function fail(error) {
  if (error) {
    console.error(error);
    process.exit(1);
  }
}

function send(module, options) {
  const headers = { host: url.host };
  if (method === 'UPGRADE') {
    Object.assign(headers, { connection: 'Upgrade', upgrade: 'echo' });
  }
  const request = module.request({ ...options, method: method === 'PUT' ? 'PUT' : 'GET', headers });
  request.on('error', fail);
  request.on('response', (response) => {
    console.log(response.statusCode);
    pipeline(response, fs.createWriteStream(method === 'GET' ? argument : '/dev/null'), fail);
  });
  request.on('upgrade', (response, socket) => {
    console.log(response.statusCode);
    socket.setEncoding('utf8').on('data', (text) => console.log(text)).on('error', fail);
    socket.end(argument);
  });
  if (method === 'PUT') {
    pipeline(fs.createReadStream(argument), request, fail);
  } else {
    request.end();
  }
}

if (url.protocol === 'http:') {
  send(http, { ...toProxy, path: url.href });
} else {
  http
    .request({ ...toProxy, method: 'CONNECT', path: url.host, headers: { host: url.host } })
    .on('error', fail)
    .on('response', (response) => fail(new Error(`the proxy answered ${response.statusCode}`)))
    .on('connect', (response, socket, early) => {
      if (response.statusCode !== 200 || early.length > 0) {
        fail(new Error(`the proxy answered ${response.statusCode} and ${early.length} bytes`));
      }
      send(https, { host: url.hostname, path: url.pathname, socket, agent: false, ca: fs.readFileSync(authority) });
    })
    .end();
}
