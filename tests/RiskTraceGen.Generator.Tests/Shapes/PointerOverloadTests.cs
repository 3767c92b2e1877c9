namespace RiskTraceGen.Generator.Tests;

/// <summary>A wrapper has no member that takes a pointer, and an overload of it only where calls of the one that is missing cannot become calls of that.</summary>
public sealed class PointerOverloadTests
{
    [Theory]
    [InlineData("int Send(int size)", "int Send(int* size)")]
    [InlineData("int Send(int? size)", "int Send(int** sizes)")]
    [InlineData("int Send(string? text)", "int Send(char* text)")]
    [InlineData("int Send(in int size, string id)", "int Send(int* size, string id)")]
    [InlineData("int Send(string id, int a, System.ReadOnlySpan<byte> b)", "int Send(string id, int* b, byte* a)")]
    [InlineData("int Send(System.Action then)", "int Send(delegate*<void> then)")]
    [InlineData("int this[int size] { get; }", "int this[int* size] { get; }", "this[]")]
    [InlineData("int Send(Handle handle)", "int Send(byte* bytes)", "Send", "public readonly struct Handle { public static implicit operator Handle(int number) => default; }")]
    [InlineData("[System.Runtime.CompilerServices.OverloadResolutionPriority(1)] int Send(int size)", "int Send(int* size)")]
    public void AnOverloadThatTakesNoneIsKept(string member, string pointer, string name = "Send", string declarations = "")
        => Assert.Single(Members(member, pointer, declarations), name);

    // Each would take what the other is given, where that is missing: by another parameter, a name, a conversion, a priority, or a default.
    [Theory]
    [InlineData("int Send(int size, object id)", "int Send(int* size, string id)")]
    [InlineData("int Send(string x, object y)", "int Send(string y, int* x)")]
    [InlineData("int Send(int size = 0)", "int Send(int* size)")]
    [InlineData("int Send<T>(T size)", "int Send(int* size)")]
    [InlineData("int Send(Handle handle)", "int Send(int* handle)", Handle)]
    [InlineData("int Send(Handle? handle)", "int Send(int* handle)", Handle)]
    [InlineData("int Send(object any)", "int Send(int*[] sizes)")]
    [InlineData("int Send(int size)", "[System.Runtime.CompilerServices.OverloadResolutionPriority(1)] int Send(int* size)")]
    public void OneThatCanBeTakenForTheOtherIsNot(string member, string pointer, string declarations = "")
        => Assert.DoesNotContain("Send", Members(member, pointer, declarations));

    [Fact]
    public void NeitherIsOneThatComesAfterTheOther()
        => Assert.DoesNotContain("Send", Members("int Sent { get; }", "int Send(int* size)", "public interface IBase { int Send(int size); }", " : IBase"));

    private const string Handle = "public readonly struct Handle { public static unsafe implicit operator Handle(int* number) => default; }";

    private static IEnumerable<string> Members(string member, string pointer, string declarations, string bases = "")
        => (Consumer.Of($$"""
            {{declarations}}
            public unsafe interface IDesk{{bases}} { {{Ended(member)}} {{Ended(pointer)}} [RiskTraceGen.BrokerCall("close")] void Close(); }
            """) with { AllowsUnsafe = true }).Generate().WithoutComplaints().Compilation.GetTypeByMetadataName("TracedDesk")!.GetMembers().Select(found => found.Name);

    private static string Ended(string member) => member.EndsWith('}') ? member : member + ";";
}
