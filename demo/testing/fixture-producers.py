"""Produces the records of record-batches.ts with Python's two clients: CLIENT BOOTSTRAP TOPIC CODEC."""

import sys

client, bootstrap, topic, codec = sys.argv[1:]
TIME_MS = 1_795_219_200_000
LONG = "".join(f"line {number} of a long value; " for number in range(2_000))

records = [
    ("key", '{"city":"Toronto","temperature_f":71}', [("trace", b"one"), ("trace", b"two"), ("__proto__", b"")], TIME_MS),
    (None, "no key", [], TIME_MS + 5),
    ("no value", None, [], TIME_MS - 1_000),
    ("", "", [], TIME_MS + 70_000),
    ("ключ", "значение \u0000 🌍", [], TIME_MS),
]
if codec != "none":
    records.append(("long", LONG, [], TIME_MS + 1))


def with_confluent():
    from confluent_kafka import Producer

    producer = Producer({"bootstrap.servers": bootstrap, "compression.type": codec, "linger.ms": 500})
    for key, value, headers, timestamp in records:
        # Only this client writes a header without a value.
        own = headers and headers + [("empty", None)]
        producer.produce(topic, key=key, value=value, headers=own, timestamp=timestamp, partition=0)
    if producer.flush(30) > 0:
        sys.exit("not everything was sent")


def with_kafka_python():
    from kafka import KafkaProducer

    producer = KafkaProducer(
        bootstrap_servers=bootstrap, compression_type=None if codec == "none" else codec, linger_ms=500
    )

    def to_bytes(text):
        return None if text is None else text.encode()

    for key, value, headers, timestamp in records:
        producer.send(
            topic, key=to_bytes(key), value=to_bytes(value), headers=headers, timestamp_ms=timestamp, partition=0
        )
    producer.close(timeout=30)


def with_transactions():
    from confluent_kafka import Producer

    settings = {"bootstrap.servers": bootstrap, "compression.type": codec, "linger.ms": 0}
    first = Producer({**settings, "transactional.id": "first"})
    second = Producer({**settings, "transactional.id": "second"})
    plain = Producer(settings)
    for producer in (first, second):
        producer.init_transactions(30)

    def send(producer, value):
        producer.produce(topic, value=value, timestamp=TIME_MS, partition=0)
        if producer.flush(30) > 0:
            sys.exit("not everything was sent")

    first.begin_transaction()
    send(first, "aborted 1")
    send(plain, "outside 1")
    second.begin_transaction()
    send(second, "committed 1")
    send(first, "aborted 2")
    first.abort_transaction(30)
    first.begin_transaction()
    send(first, "committed 2")
    first.commit_transaction(30)
    send(second, "committed 3")
    second.commit_transaction(30)
    second.begin_transaction()
    send(second, "aborted 3")
    second.abort_transaction(30)
    send(plain, "outside 2")


{"confluent": with_confluent, "kafka-python": with_kafka_python, "transactions": with_transactions}[client]()
