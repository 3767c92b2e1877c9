using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Tests;

/// <summary>A type is written as the compiler displays it, whether it is put together here or the compiler is asked.</summary>
public sealed class TypeTextTests
{
    private static readonly SymbolDisplayFormat Plain = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat Annotated = Plain.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("object"), InlineData("object?"), InlineData("bool"), InlineData("char"), InlineData("sbyte"), InlineData("byte"), InlineData("short"), InlineData("ushort"), InlineData("int"), InlineData("uint")]
    [InlineData("long"), InlineData("ulong"), InlineData("decimal"), InlineData("float"), InlineData("double"), InlineData("string"), InlineData("string?"), InlineData("dynamic?")]
    [InlineData("DateTime"), InlineData("int?"), InlineData("DateTime?"), InlineData("Nullable<(int Size, string? Text)>"), InlineData("Order"), InlineData("Order?"), InlineData("@class"), InlineData("Missing?"), InlineData("List<Missing>")]
    [InlineData("List<string?>"), InlineData("List<string>?"), InlineData("Dictionary<string, List<int?>?>"), InlineData("IEnumerable<dynamic?>"), InlineData("ValueTask<Order?>"), InlineData("Action<T, T?>"), InlineData("List<T>?")]
    [InlineData("Box<int>.Lid"), InlineData("Box<string?>.Lid?"), InlineData("Box<T>.Lid"), InlineData("Box<int>.Lid<Order?>.Knob?"), InlineData("Box<(int, int)>.Lid"), InlineData("Dictionary<int, string>.KeyCollection.Enumerator?")]
    [InlineData("int[]"), InlineData("string?[]?"), InlineData("int?[]"), InlineData("Order[][,]?[]"), InlineData("int[,]"), InlineData("List<byte[]?>"), InlineData("T?[]"), InlineData("(int Size, List<string?> Texts)"), InlineData("delegate*<int, void>")]
    public void IsThatOfTheCompiler(string type)
    {
        ITypeSymbol value = TypeOf(type);

        Assert.Equal(value.ToDisplayString(Annotated), TypeRefs.Of(value).Full);
        Assert.Equal(value.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Plain), TypeRefs.Plain(value).Full);
    }

    // The compiler says nint, which a type of the user may be called.
    [Theory]
    [InlineData("nint", "System.IntPtr"), InlineData("UIntPtr?", "System.UIntPtr?"), InlineData("nuint[,]", "System.UIntPtr[,]"), InlineData("List<IntPtr>", "System.Collections.Generic.List<System.IntPtr>")]
    [InlineData("(nint Handle, nuint)", "(System.IntPtr Handle, System.UIntPtr)"), InlineData("delegate*<nint, void>", "delegate*<System.IntPtr, void>")]
    public void ANativeIntegerIsWrittenByTheNameOfItsType(string type, string text) => Assert.Equal(text, TypeRefs.Of(TypeOf(type)).Full);

    private static ITypeSymbol TypeOf(string type)
    {
        CSharpCompilation compilation = (Consumer.Of($$"""
            #nullable enable
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;

            namespace Futures.Broker
            {
                public sealed class Order { }
                public sealed class @class { }
                public sealed class Box<TContent> { public sealed class Lid { } public sealed class Lid<TWood> { public sealed class Knob { } } }
                public unsafe class Subject<T> where T : class { public {{type}} Value; }
            }
            """) with { AllowsUnsafe = true }).Compile();
        return compilation.GetTypeByMetadataName("Futures.Broker.Subject`1")!.GetMembers("Value").OfType<IFieldSymbol>().Single().Type;
    }
}
