using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Analyzers.Symbols;

namespace RiskTraceGen.CodeFixes.Tracing;

/// <summary>What a broker call is made on, as a path of symbols: <c>suite</c>, <c>_suite</c>, <c>this.Venue.Suite</c>.</summary>
internal sealed class Receiver : IEquatable<Receiver>
{
    private readonly ImmutableArray<ISymbol> _path;

    private Receiver(ExpressionSyntax syntax, ITypeSymbol type, ImmutableArray<ISymbol> path)
    {
        Syntax = syntax;
        Type = type;
        _path = path;
    }

    public ExpressionSyntax Syntax { get; }

    public ITypeSymbol Type { get; }

    /// <summary>The field, property, local or parameter that holds the broker.</summary>
    public ISymbol Holder => _path[0];

    /// <summary>The local or parameter that must be assigned before the path can be read; null for a path from <c>this</c> or a static member.</summary>
    public ISymbol? Variable => _path[_path.Length - 1] is { Kind: SymbolKind.Local or SymbolKind.Parameter } variable ? variable : null;

    /// <summary>Null for anything but a path of fields, properties, locals and parameters: only such a path names the same broker twice.</summary>
    public static Receiver? From(ExpressionSyntax syntax, SemanticModel model, CancellationToken cancellationToken)
    {
        ImmutableArray<ISymbol>.Builder path = ImmutableArray.CreateBuilder<ISymbol>();
        IOperation? operation = model.GetOperation(syntax, cancellationToken);
        if (operation?.Type is not { } type)
            return null;

        while (operation is not null and not IInstanceReferenceOperation)
        {
            switch (operation)
            {
                case IFieldReferenceOperation field:
                    path.Add(field.Field);
                    operation = field.Instance;
                    break;
                case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                    path.Add(property.Property);
                    operation = property.Instance;
                    break;
                case ILocalReferenceOperation local:
                    path.Add(local.Local);
                    operation = null;
                    break;
                case IParameterReferenceOperation parameter:
                    path.Add(parameter.Parameter);
                    operation = null;
                    break;
                default:
                    return null;
            }
        }

        return path.Count == 0 ? null : new Receiver(syntax, type, path.ToImmutable());
    }

    /// <summary>Whether any step of the path is written in <paramref name="body"/> from <paramref name="position"/> on: then it may name another broker there.</summary>
    public bool IsWrittenAfter(int position, SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
        => _path.Any(symbol => Writes.Of(symbol, body, model, cancellationToken).Any(write => write.Span.End >= position));

    public bool Equals(Receiver? other) => other is not null && _path.SequenceEqual(other._path, SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as Receiver);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Holder);
}
