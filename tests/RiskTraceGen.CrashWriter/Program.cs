using System.Buffers.Binary;
using RiskTraceGen;

// Writes to the journal in a directory until it is killed: PRODUCERS threads, each its own numbers from 0 on, and says on its standard output, 12 bytes at a
// time, which producer has published all its numbers below which.
const int Batch = 50;

if (args is not [string directory, string producerCount])
{
    Console.Error.WriteLine("Usage: RiskTraceGen.CrashWriter DIRECTORY PRODUCERS");
    return 2;
}

var clock = new TraceClock(TimeProvider.System);
long run = Random.Shared.NextInt64();
var settings = new FileJournalSettings(SegmentBits: 16, FlushPolicy.Never, null, null, null, null, TimeProvider.System, run);
var journal = new Journal(8 << 20, new FileSegments(new DirectoryDisk(directory), settings, clock, static (what, why) => Console.Error.WriteLine($"{what}: {why}")));
journal.Begin();
_ = new JournalPump(journal, [], static () => true);
using var rotation = new Timer(_ => journal.Rotate(), null, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100));
Stream output = Console.OpenStandardOutput();
for (int producer = 0; producer < int.Parse(producerCount); producer++)
{
    int number = producer;
    new Thread(() => Produce(number)).Start();
}

Thread.Sleep(Timeout.Infinite);
return 0;

void Produce(int producer)
{
    byte[] told = new byte[12];
    for (long number = 0; ; number++)
    {
        while (!TryAppend(producer, number))
            Thread.Yield();

        if ((number + 1) % Batch != 0)
            continue;

        BinaryPrimitives.WriteInt32LittleEndian(told, producer);
        BinaryPrimitives.WriteInt64LittleEndian(told.AsSpan(4), number + 1);
        lock (output)
        {
            output.Write(told);
            output.Flush();
        }
    }
}

// As long as the number says, so that records end anywhere.
unsafe bool TryAppend(int producer, long number)
{
    byte* scratch = stackalloc byte[RecordWriter.MaxPayload];
    int length = 8 + (int)(number % 200);
    new Span<byte>(scratch, length + 8).Clear();
    new Span<byte>(scratch, length).Fill((byte)number);
    *(long*)scratch = number;
    var header = new RecordHeader { Type = RecordType.Custom, Flow = producer + 1, Ticks = number };
    return journal.Append(header, scratch, length, Admission.Audit) != 0;
}
