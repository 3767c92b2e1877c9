using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;

namespace RiskTraceGen.Tests;

public sealed class PayloadRoundTrips
{
    private static readonly TracePoint Side = TracePoint.Enum("Side", ("Buy", 1), ("Sell", -1), ("Far", long.MaxValue));
    private static readonly TracePoint Order = TracePoint.Shape("Order", "symbol", "size");

    private delegate void Writing(ref RecordWriter writer);

    private enum TinyEnum : byte { One = 200 }

    private enum SmallEnum : short { One = -300 }

    private enum LargeEnum : long { One = -1 }

    private readonly record struct Own(int Size);

    private static Gen<Sample> Values => Gen.OneOf(
        Gen.Const(new Sample(null, static (ref RecordWriter w) => w.Null())),
        Gen.Const(new Sample(new TraceMark("(redacted)"), static (ref RecordWriter w) => w.Redacted())),
        Gen.Bool.Select(v => new Sample(v, (ref RecordWriter w) => w.Boolean(v))),
        Gen.Char.Select(v => new Sample(v, (ref RecordWriter w) => w.Char(v))),
        Gen.SByte.Select(v => new Sample(v, (ref RecordWriter w) => w.SByte(v))),
        Gen.Byte.Select(v => new Sample(v, (ref RecordWriter w) => w.Byte(v))),
        Gen.Short.Select(v => new Sample(v, (ref RecordWriter w) => w.Int16(v))),
        Gen.UShort.Select(v => new Sample(v, (ref RecordWriter w) => w.UInt16(v))),
        Gen.Int.Select(v => new Sample(v, (ref RecordWriter w) => w.Int32(v))),
        Gen.UInt.Select(v => new Sample(v, (ref RecordWriter w) => w.UInt32(v))),
        Gen.Long.Select(v => new Sample(v, (ref RecordWriter w) => w.Int64(v))),
        Gen.ULong.Select(v => new Sample(v, (ref RecordWriter w) => w.UInt64(v))),
        Gen.Float.Select(v => new Sample(v, (ref RecordWriter w) => w.Single(v))),
        Gen.Double.Select(v => new Sample(v, (ref RecordWriter w) => w.Double(v))),
        Gen.Decimal.Select(v => new Sample(v, (ref RecordWriter w) => w.Decimal(v))),
        Gen.Guid.Select(v => new Sample(v, (ref RecordWriter w) => w.Guid(v))),
        Gen.DateTime.Select(v => new Sample(v, (ref RecordWriter w) => w.DateTime(v))),
        Gen.DateTimeOffset.Select(v => new Sample(v, (ref RecordWriter w) => w.DateTimeOffset(v))),
        Gen.TimeSpan.Select(v => new Sample(v, (ref RecordWriter w) => w.TimeSpan(v))),
        Gen.DateOnly.Select(v => new Sample(v, (ref RecordWriter w) => w.DateOnly(v))),
        Gen.TimeOnly.Select(v => new Sample(v, (ref RecordWriter w) => w.TimeOnly(v))),
        Gen.String[0, 700].Select(v => new Sample(Kept(v), (ref RecordWriter w) => w.String(v))),
        Gen.String[Gen.Char.AlphaNumeric, 0, 700].Select(v => new Sample(Kept(v), (ref RecordWriter w) => w.String(v))),
        Gen.Int[0, 3].Select(i => new[] { 1L, -1L, long.MaxValue, 7L }[i]).Select(v => new Sample(NameOf(v), (ref RecordWriter w) => w.Enum(Side, v))),
        Gen.Double.Select(v => new Sample(v.ToString("R", CultureInfo.InvariantCulture), (ref RecordWriter w) => w.Formatted(v, "R"))));

    [Fact]
    public void WhatIsWrittenIsRead()
        => Values.Array[0, 12].Sample(samples =>
        {
            byte[] scratch = new byte[32 * 1024];
            RecordReader reader = Write(samples, scratch, out RecordFlags flags);

            Assert.Equal(RecordFlags.None, flags);
            foreach (Sample sample in samples)
                Assert.Equal(sample.Expected, reader.ReadValue());

            Assert.True(reader.AtEnd);
        });

    [Fact]
    public void WhatDoesNotFitIsCutBehindAWholeValueAndMarked()
        => Gen.Select(Values.Array[1, 12], Gen.Int[8, 900]).Sample((samples, size) =>
        {
            byte[] scratch = new byte[size];
            RecordReader reader = Write(samples, scratch, out RecordFlags flags);

            int read = 0;
            for (; !reader.AtEnd; read++)
                Assert.Equal(samples[read].Expected, reader.ReadValue());

            Assert.Equal(read < samples.Length, flags == RecordFlags.Truncated);
            Assert.Equal(new TraceMark("(cut)"), reader.ReadValue());
        });

    [Fact]
    public void AValueThatMayBeNullIsReadAsOneThatMayNot()
    {
        DateTime time = new(2026, 11, 27, 9, 30, 0, DateTimeKind.Utc);
        string[] read =
        [
            .. Both(time), .. Both(new DateTimeOffset(time)), .. Both(TimeSpan.FromSeconds(7)), .. Both(DateOnly.FromDateTime(time)), .. Both(TimeOnly.FromDateTime(time)), .. Both(Guid.Empty),
            .. Both('x'), .. Both(1.5f), .. Both((byte)1), .. Both((sbyte)-2), .. Both((short)-3), .. Both((ushort)4), .. Both(5U), .. Both(6UL), .. Both((nint)7), .. Both((nuint)8), .. Both((Half)9), .. Both((Int128)10),
            .. Both((UInt128)11), .. Both((BigInteger)12), .. Both(new Rune('é')), .. Both(new Index(13, fromEnd: true)), .. Both(14..15), .. Both(1.6m), .. Both(1.7), .. Both(18), .. Both(19L), .. Both(true),
            .. Both(TinyEnum.One), .. Both(SmallEnum.One), .. Both(DayOfWeek.Friday), .. Both(LargeEnum.One), .. Both(new Own(1)),
        ];

        Assert.All(read.Chunk(2), static pair => Assert.Equal(pair[0], pair[1]));
        Assert.Equal(["(Own)", "-1", "5", "-300", "200", "True"], read.Where(static (_, place) => place % 2 == 1).Reverse().Take(6));
        Assert.Null(Read(static (ref RecordWriter w) => w.Value<DateTime?>(null)));
    }

    private static IEnumerable<string> Both<T>(T value) where T : struct
    {
        yield return $"{Read((ref RecordWriter w) => w.Value(value))}";
        yield return $"{Read((ref RecordWriter w) => w.Value<T?>(value))}";
    }

    private static object? Read(Writing write) => Write([new Sample(null, write)], new byte[1024], out _).ReadValue();

    [Fact]
    public void AReaderOfRandomBytesEndsAndNeverThrows()
        => Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            var reader = new RecordReader(bytes, new TracePointTable());
            while (!reader.AtEnd)
                _ = TraceText.Of(reader.ReadValue());
        });

    [Fact]
    public void ObjectsAndListsNest()
    {
        byte[] scratch = new byte[256];
        var writer = new RecordWriter(scratch);
        writer.List(20, 2);
        writer.Object(Order);
        writer.String("ES");
        writer.Int32(5);
        writer.Null();
        writer.TypeName("Socket");
        int length = writer.Finish();
        var reader = new RecordReader(scratch.AsSpan(0, length), Points());

        Assert.Equal("[Order { symbol: ES, size: 5 }, null, … (20 in all)]", reader.ReadValue()!.ToString());
        Assert.Equal("(Socket)", reader.ReadValue()!.ToString());
        Assert.True(reader.AtEnd);
    }

    [Fact]
    public void AnExceptionThatThrowsFromItsMessageIsStillNamed()
    {
        byte[] scratch = new byte[RecordWriter.MaxPayload];
        var writer = new RecordWriter(scratch);
        writer.Exception(new Malicious());
        int length = writer.Finish();

        var exception = (TraceException)new RecordReader(scratch.AsSpan(0, length), Points()).ReadValue()!;
        Assert.EndsWith(nameof(Malicious), exception.Type);
        Assert.Equal("(FormatException while reading it)", exception.Message);
    }

    [Fact]
    public void AFormatterThatThrowsLosesItsValueAndNoOther()
    {
        byte[] scratch = new byte[256];
        var writer = new RecordWriter(scratch);
        writer.Formatted(new Unformattable(), "X");
        writer.Int32(7);
        int length = writer.Finish();

        var reader = new RecordReader(scratch.AsSpan(0, length), Points());
        Assert.Equal("(its formatter threw)", reader.ReadValue()!.ToString());
        Assert.Equal(7, reader.ReadValue());
    }

    private static RecordReader Write(Sample[] samples, byte[] scratch, out RecordFlags flags)
    {
        var writer = new RecordWriter(scratch);
        foreach (Sample sample in samples)
            sample.Write(ref writer);

        flags = writer.Flags;
        return new RecordReader(scratch.AsSpan(0, writer.Finish()), Points());
    }

    private static string Kept(string text) => text.Length <= 512 ? text : text[..511] + "…";

    private static string NameOf(long value) => value switch { 1 => "Buy", -1 => "Sell", long.MaxValue => "Far", _ => "7" };

    private static TracePointTable Points()
    {
        using var journal = new Journal(1 << 21, JournalWriting.SegmentBits);
        var cursor = new JournalCursor(journal);
        journal.Append([], point: Math.Max(Side.Id, Order.Id));
        var points = new TracePointTable();
        cursor.ReadAll((in TraceRecord record) =>
        {
            if (record.Type == RecordType.Definition)
                points.Add(record);
        });
        return points;
    }

    private sealed record Sample(object? Expected, Writing Write);

    private sealed class Malicious : Exception
    {
        public override string Message => throw new FormatException();
    }

    private sealed class Unformattable : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => throw new FormatException();
    }
}
