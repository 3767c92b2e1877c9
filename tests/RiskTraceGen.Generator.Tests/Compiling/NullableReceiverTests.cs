namespace RiskTraceGen.Generator.Tests;

/// <summary>A member that is called through the type that declares it is called through that type as the broker inherits it, with what its type arguments say of null.</summary>
public sealed class NullableReceiverTests
{
    // Each is out of the broker's sight in one way: behind an overload, a static member, a member of another base, an explicit implementation.
    [Theory]
    [InlineData("public interface IDesk : ICmp<string?> { [BrokerCall(\"other\")] int Compare(object a, object? b); }")]
    [InlineData("public interface IDesk : ICmp<List<string?>?> { [BrokerCall(\"other\")] int Compare(object a, object? b); }")]
    [InlineData("public interface IDesk<T> : ICmp<T?> where T : class { [BrokerCall(\"other\")] int Compare(object a, object? b); }")]
    [InlineData("public interface IDesk<T> : ICmp<T?> { [BrokerCall(\"other\")] int Compare(object a, object? b); }")]
    [InlineData("public interface IDesk : ICmp<string?> { static int Compare() => 0; new static int Last => 0; }")]
    [InlineData("public interface IDesk : ICmp<string?>, ICmp<Version?>;")]
    [InlineData("public interface IDesk : ICmp<string?>, ICmp<string[]?>, ICmp<(string? A, int B)?>;")]
    [InlineData("public class Desk : ICmp<string?> { int ICmp<string?>.Compare(string? a, string? b) => 0; string? ICmp<string?>.Last { get => null; set { } } string? ICmp<string?>.this[string? key] => key; event Func<string?, int>? ICmp<string?>.Compared { add { } remove { } } }")]
    [InlineData("public abstract class Desk : Cmp<string?> { [BrokerCall(\"other\")] public abstract int Compare(object a, object? b); public abstract object? this[object? key] { get; } }")]
    [InlineData("#nullable disable\npublic interface IDesk : ICmp<string> { [BrokerCall(\"other\")] int Compare(object a, object b); }\n#nullable restore")]
    public void TheTypeThatIsCalledKeepsWhatItsArgumentsSayOfNull(string broker)
        => Consumer.Of($$"""
            using System;
            using System.Collections.Generic;
            using RiskTraceGen;
            namespace Bot;
            public interface ICmp<T> { [BrokerCall("compare")] int Compare(T a, T b); T Last { get; set; } T this[T key] { get; } event Func<T, int>? Compared; }
            public abstract class Cmp<T> { [BrokerCall("compare", Retries = 2)] public abstract int Compare(T a, T b); public abstract T this[T key] { get; } }
            {{broker}}
            """).Generate().WithoutComplaints();
}
