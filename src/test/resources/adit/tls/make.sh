#!/usr/bin/env bash
# Made the files beside it, with OpenSSL 3: each form that a key may have, and certificates that are valid for 100 years.
set -euo pipefail
cd "$(dirname "$0")"
export PASSWORD='correct horse'
printf '%s\n' "$PASSWORD" >password
pass=(-passout env:PASSWORD)

# certificate NAME: self-signed, for the key NAME-pkcs8.key
certificate() {
  openssl req -x509 -key "$1-pkcs8.key" -out "$1.pem" -days 36500 -subj "/CN=$1.example" \
    -addext "subjectAltName=DNS:$1.example"
}

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa-pkcs8.key
certificate rsa
openssl rsa -in rsa-pkcs8.key -traditional -out rsa-pkcs1.key
openssl rsa -in rsa-pkcs8.key -traditional -aes256 "${pass[@]}" -out rsa-pkcs1-aes256.key
openssl rsa -in rsa-pkcs8.key -traditional -des3 "${pass[@]}" -out rsa-pkcs1-des3.key
openssl pkcs8 -topk8 -in rsa-pkcs8.key "${pass[@]}" -out rsa-pbes2.key
openssl pkcs8 -topk8 -in rsa-pkcs8.key -v2 des3 -v2prf hmacWithSHA1 "${pass[@]}" -out rsa-pbes2-des3.key
openssl pkcs8 -topk8 -in rsa-pkcs8.key -scrypt -scrypt_N 1024 "${pass[@]}" -out rsa-scrypt.key

openssl ecparam -name prime256v1 -genkey -out ec-sec1.key # with the curve in a block of its own before the key
openssl pkcs8 -topk8 -nocrypt -in ec-sec1.key -out ec-pkcs8.key
certificate ec
openssl ec -in ec-sec1.key -aes128 "${pass[@]}" -out ec-sec1-aes128.key
openssl pkcs8 -topk8 -in ec-sec1.key "${pass[@]}" -out ec-pbes2.key

openssl genpkey -algorithm ed25519 -out ed25519-pkcs8.key
certificate ed25519
openssl pkcs8 -topk8 -in ed25519-pkcs8.key "${pass[@]}" -out ed25519-pbes2.key

openssl pkcs12 -export -inkey ec-pkcs8.key -in ec.pem -name ec "${pass[@]}" -out ec.p12
openssl pkcs12 -export -inkey rsa-pkcs8.key -in rsa.pem -name rsa -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES \
  -macalg sha1 "${pass[@]}" -out rsa-old.p12
